from deskinc.desk import entries
from deskinc.ui.book.page import BookPage
def test_a(robot, book, office, qtbot):
    book.entry.happened.setText("22:31")
    robot.post("v", "Visitor refused.", "Rec")
    qtbot.waitUntil(lambda: book.late.isVisible())
    book.late.take("system")
    qtbot.wait(600)
    for l in entries.newest(office): print(l)
    print(robot.says())
def test_b(robot, book, office, qtbot):
    robot.post("p", "All secure.")
    n=book.log.line_at(0).n
    entries.strike(office,n,"twice",entries.new_id()).result()
    qtbot.wait(300)
    for l in entries.newest(office): print(l)
def test_c(office, window, qtbot):
    for at in range(130):
        entries.post(office, {"type":"patrol","text":f"Round {at}."}, entries.new_id()).result()
    p=BookPage(window.session); qtbot.addWidget(p); qtbot.wait(500)
    print(len(entries.newest(office)), len(entries.ids(office)), p.log.rowCount(), entries.ids(office)[:3], p.log._ns[:3])
