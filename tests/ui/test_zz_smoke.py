def test_smoke(robot, book, qtbot):
    robot.post("p","All doors secure. Barrier lowered.","B1")
    book.window().grab().save("/tmp/uib/smoke.png")
