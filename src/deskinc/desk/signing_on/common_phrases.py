"""What everybody takes for a passphrase: whole phrases, words, and the rows of keyboards.

Gathered by hand from what published lists of leaked passwords have in common among the long ones;
kept short, since a piece of it is enough: whatever is put together from these words alone is
refused as well.
"""

_PHRASES = """
    correct horse battery staple
    to be or not to be
    to be or not to be that is the question
    the quick brown fox
    the quick brown fox jumps over the lazy dog
    may the force be with you
    live long and prosper
    open sesame
    once upon a time
    all you need is love
    let it be let it be
    the answer is forty two
    one ring to rule them all
    winter is coming
    i am your father
    luke i am your father
    houston we have a problem
    elementary my dear watson
    in god we trust
    our father who art in heaven
    the lord is my shepherd
    jesus loves me
    god save the queen
    god save the king
    rule britannia
    keep calm and carry on
    you shall not pass
    never gonna give you up
    twinkle twinkle little star
    mary had a little lamb
    humpty dumpty sat on a wall
    happy birthday to you
    happy new year
    merry christmas
    i love you so much
    i love you forever
    i love my family
    i love my mother
    i love my children
    i love my dog
    i love my cat
    i love chocolate
    i hate passwords
    i forgot my password
    i dont know my password
    this is my password
    this is a password
    this is my passphrase
    my name is
    my password is password
    what is my password
    what is the password
    enter your password
    enter password here
    type your password here
    change me please
    please change me
    please let me in
    let me in please
    let me in now
    trust no one
    trust nobody
    nobody knows
    none of your business
    top secret password
    secret password
    very long password
    a very long password
    long password
    fifteen characters
    this has fifteen characters
    five words for me
    five random words
    one two three four five
    one two three four
    alpha bravo charlie delta
    alpha bravo charlie delta echo
    monday tuesday wednesday thursday friday
    january february march april
    spring summer autumn winter
    red orange yellow green blue
    do re mi fa sol la si do
    lorem ipsum dolor sit amet
    hello world hello world
    four score and seven years ago
    we the people
    i have a dream
    ask not what your country can do for you
    it was the best of times
    call me ishmael
    not all those who wander are lost
    carpe diem
    veni vidi vici
    manchester united
    liverpool football club
    youll never walk alone
    forza italia
    bayern muenchen
    real madrid
    barcelona
    chelsea football club
    arsenal football club
    superman batman spiderman
    security guard
    security officer
    security office
    front desk security
    night shift security
    control room
    occurrence book
"""
PHRASES = tuple(line.strip() for line in _PHRASES.strip().splitlines())

_USUAL = """
    password passwords passwort passphrase pass word pwd passw
    admin administrator root user guest login logon account system manager master
    welcome hello letmein open sesame changeme change default temp temporary test testing demo
    secret private secure security guard officer office desk deskinc control room reception front
    shift lead night day duty handover patrol gate door camera alarm book keys
    qwerty qwertz azerty asdf zxcv iloveyou love you me my is the a an and of to in for we i it
    monkey dragon football baseball soccer sunshine princess shadow superman batman michael
    jennifer jordan hunter ranger buster charlie tigger pepper summer winter spring autumn
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    one two three four five six seven eight nine ten
    abc abcd abcde abcdef xyz england london britain company internet computer
"""
USUAL = frozenset(_USUAL.split())

ROWS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm",
    "wxcvbn", "1234567890", "abcdefghijklmnopqrstuvwxyz", "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujmikolp",
)  # fmt: skip
