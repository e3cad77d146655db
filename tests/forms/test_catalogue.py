"""Every form: pinned, complete, and with the names that others rely on."""

import ast
from pathlib import Path

import pytest

from deskinc.forms import catalogue
from deskinc.forms import form as forms
from deskinc.forms.catalogue import ALL, current
from deskinc.forms.fields import KINDS, Choice, Field, Rows
from deskinc.forms.form import Form, digest

PINNED: dict[tuple[str, int], str] = {
    ("book", 1): "73833ba5d55c170b314f47d1ce44df5c1095517675b7fe2ab45cdb6d318eb9b7",
    ("site", 1): "814d307448bd08a3d2cd715ee7e94ec40a53ac427e689c5a5dd182034c507122",
    ("officer", 1): "6ddcfd01cec9f59a681fc40a22d7b16f92054a78f4409289d16beb7b9b8c544d",
    ("shift_on", 1): "6fe0903ca785b26b085344a1b7327a3fcad9c3690bee98cc9ffa86b85aae1e20",
    ("shift_off", 1): "827239de5cf711626bb3c5ab1882d8a1265a191753bad6d36492480b4d4b2da8",
    ("occurrence", 1): "72f372e67984b69529303eef59f4fd7350a28c2a4369eb9d85dda220bc3256bf",
    ("incident", 1): "9038f06fda5ac0e94eb062c0a2b4ed150f14eefaba4552920286c62ba2cac483",
    ("pin", 1): "6c01471141c8ec5f14e2c8957668f20fdd148cfe8843e2b733b9f4ecca910acb",
    ("photo", 1): "59162bad6f8a4e229f8eff8cf9d0c925a3ccf4106c80f2168db6bbde07f3285d",
    ("plan", 1): "9dc4a3a0b707494346052bf3309fc8bcc60df7c1e4891f6d491990d9dd811923",
    ("handover", 1): "44804ae73c9b5ed176815ab038186171150aeb19946fdeb062d20343446671e6",
    ("countersign", 1): "3745d8263e79b27967017bdff745ee246f62e34bb1c35657e67416c51ac260dd",
    ("strike", 1): "886c6a782e204197e53c6324cac5e56a1d8ef0e2875242c20144b71221f0a8b5",
    ("seal", 1): "3ec9a8e50787edd7eb28eb32d3d39c84d182ba74a5528d4be19ccf992ab42df1",
    ("export", 1): "0b9484fc6ad36e10a5f745be7409aad5c74d0c5766531cad25a6b8398da7a398",
    ("sheet", 1): "0261e006debfeb07d3e59debc4769f7a9112d07f1051decd382b76c01dbe82c8",
    ("access", 1): "b80dea1896e5b6dc85ee5c6f5394a61c13f393a36f6f6bcdcc610ca5b711cb8a",
    ("restore", 1): "1cdd423b5010ad60e5d10aa1ff2255ee92b7133917af05fa7701cca5f49bee8f",
    ("backup", 1): "4baa11b55f5c86ee2007eeb2900a3640c480e6ffd26d60c6dbcd71ca4dd4dbcc",
    ("hold", 1): "6642e7f3f8c394b6f7f2a443f308e8bbd8ffd5e72b23f9369c16f1e7b5be9d17",
    ("erase", 1): "2efad3e5959bb8e73a11e9ac806afe4f55a42c4c9783ed43a73cc2e98a93abb5",
    ("stamp", 1): "517fe5eb1ac812ab18a78797bae813842844b52fa55f5fd47383536cad67860e",
    ("withdrawn", 1): "710ecbfa5f6e6d77f0dd44b1fde97e8b376025db0fcfd3278c5a7152e9a5934c",
    ("own_key", 1): "0313b49fc678737dfae4c169f9ce0e5e0fad4865d0e15728e1ccae83223a3300",
    ("clock", 1): "4e9fe37e07df44e17b57b51df09be135e68ce92a6bbdfa4c8ff19bdf2a7624af",
    ("astray", 1): "3a5e3f2ad6005f9a4dcaf420fb0db29866f624efd411599fb7ffe02d309d3ea4",
    ("restricted", 1): "29d395885e637c9db79faa61a0f64cdba6437a5b6f5936268aa251ecde063f22",
    ("shift_break", 1): "39fdd9f07e61afb2cd1188deeb16571f9826b4777d23c7f91fe9eba72059e419",
    ("anchor", 1): "7e7a5e65b98b75387aa9fe0a22ea8eafec36a73fa9e95e694b2a6853a3ccfd60",
    ("routine", 1): "587f2befacc52488e572b212d7d7e5d1ead526f2608164e95c18ac2211767b9a",
    ("delivery", 1): "c900fd692746592228ede2045694b84c136e7a75da681c73cfdbd8fe22bb7141",
    ("review", 1): "f3b8888e4fca6a63ace4413063e3f4bcaf138530548105b118b2edec40a084fa",
    ("import", 1): "e555da48e5e00890d0f0de9d3e893fd484d9f88c6a85f8a91cada58fae849f6d",
    ("blanks", 1): "16c7d210b40595c4babc111b9dd91d1e79830b85e7fc2d5da8bf7bb8b37ad3c2",
    ("exhibit", 1): "ec0e9037760eea83aaa963b3f8c256ef5c7440a7813e7dc028c2c5ac8e21ff15",
    ("statement", 1): "66f8332f77a4278f5535f5f1174d022dd6450652f2d7d99145db787a488ef113",
    ("document", 1): "38a634ec17fe49ad290e1ca1686f8205c8ef656db96432a80d4d0636a0680d8a",
    ("claim", 1): "0998abb0db24da5856fe13acc0a1131a9b4350056c50c569f6bc538ba59aa44b",
    ("guide", 1): "c63d523bde3998f169473d8c4a11a6c11e7342f703a6851cc7aec6498e25dd48",
    ("party", 1): "8b4e800d2662c0c7d76e2c4d54c3cf99f2df3dffdc63261f9bdc22452abd859c",
    ("vehicle", 1): "3fc5a3bad489f68ba4fb28ebd9d033307e3aa6604ba27827b00b26e579cb3e3e",
    ("rings", 1): "bedef95bfc3ee7137b3361d5d8969b984df794a86835b3d667ca608e0220e302",
    ("channel", 1): "4cebd33a4dc2163d70b86aa63f1386abb05feebee7f95636efc92a32d39d3968",
    ("notice", 1): "e8d5bfbee6ea465ff98c8ce9e6588e83138dece3c2dfe435846e65a55179267c",
    ("sent", 1): "887bdcfd5997ffd493482e360804f7c85209976d7ab405955f4ad99ff142c634",
    ("debrief", 1): "355a4502257b57b05cf65befed18391079ae10950d29870769e1ad9336ecc500",
    ("measure", 1): "e1ffcaeeb3fcd919b8c8c660dd03a18007d68e089390b308f0543ca260fde27e",
    ("problem", 1): "7e591ab3df51fc0670fbf60d461ca6d00554cea4556deba06d5dbc918fb879c1",
}

UNKNOWN_ALLOWED = {
    "incident": {
        "occurred", "occurred_to", "discovered", "reported", "acknowledged", "responded", "arrived",
        "contained", "resolved", "reported_by", "entry_point", "entry_method", "entered", "left",
        "last_seen", "last_seen_by", "found_missing", "secured_how", "damage_cause",
        "repair_estimate", "emergency_cost", "false_class", "silenced", "reset", "evac_alarm",
        "floors/clear", "evac_clear", "reentry", "floor_state", "contaminant", "signs_placed",
        "footwear", "contractor_called", "contractor_due", "contractor_arrived", "released",
        "supplier_due", "restored", "call_began", "call_ended", "call_number", "exact_words",
        "caller_sex", "item_clear", "missing_seen", "missing_where", "missing_found", "reunited",
        "complainant", "complaint_answered", "force_told_at", "people/name", "injured/name",
        "injured/address", "injured/phone", "injured/born", "injured/sex", "injured/employer",
        "injured/occupation", "injured/doing", "injured/nature", "injured/harmed_by",
        "juveniles/name", "juveniles/age", "juveniles/sex", "juveniles/guardian", "property/value",
        "vehicles/plate", "inspected", "police_called", "police_arrived", "police_left",
        "crime_reference", "fire_called", "fire_arrived", "fire_left", "ambulance_called",
        "ambulance_arrived", "ambulance_left", "told/at",
    },
    "restricted": {
        "injured/name", "injured/address", "injured/phone", "injured/born", "injured/sex",
        "injured/employer", "injured/occupation", "injured/doing", "injured/nature",
        "injured/harmed_by", "juveniles/name", "juveniles/age", "juveniles/sex",
        "juveniles/guardian",
    },
    "photo": {"taken"},
    "claim": {"notified"},
    "exhibit": {"seized"},
}  # fmt: skip

NAMES = {
    "occurrence": "type* place happened text* action reported_by how informed incident "
    "points late reason adopted comment anchor stamped routine due about written_by paper_at sheet "
    "sheet_line spooled spooled_at spooled_by corrects",
    "pin": "point* precision* radius note",
    "photo": "original* shown thumb caption taken metadata camera",
    "exhibit": "incident* mark* what* of serial condition where found_by seized outside sha256* "
    "format player offset offset_by seal store* copies keep_until corrected moves",
    "statement": "incident* young* witness* contact role account* speech amount distance "
    "visibility obstruction known any_reason time_lapse errors young_witness* young_contact "
    "young_role young_account* young_speech young_amount young_distance young_visibility "
    "young_obstruction young_known young_any_reason young_time_lapse young_errors taken_by* "
    "taken* read_back* signed signed_at scan why seen_by",
    "document": "original* caption received_from remark",
    "plan": "name* floor* order kind original* pyramid unit width height min_x min_y",
    "shift_on": "post* shift* relieved kit instructions sound licence_reason text",
    "shift_off": "relieved_by outstanding kit stubs override text",
    "shift_break": "kind* post covered_by reason text",
    "anchor": "stamped*",
    "routine": "name* type* place points text procedure days times every from until tolerance* "
    "state",
    "channel": "name* kind* service* host* port* security* user sender* "
    "recipients* root secret template* rules* minutes* ring* state",
    "notice": "channel* incident severity words* until*",
    "sent": "outcome* tries* detail",
    "guide": "subject* severity criteria steps calls words",
    "delivery": "what pieces recipient carrier place refused reason*",
    "review": "first* last* own returned meaning*",
    "blanks": "kind* first* last*",
    "import": "sheets* sheet* reason* scan",
    "handover": "outgoing* incoming* post first* last* items counts clock_outgoing "
    "clock_incoming notes disagreement text",
    "countersign": "act* meaning*",
    "strike": "reason*",
    "seal": "note*",
    "export": "kind* name* file sha256* size* pages issue recipient about first last signers seal "
    "format rows manifest asked",
    "access": "what* officer detail",
    "officer": "name* initials* licence licence_until first_aid_until roles employer identity "
    "state relief_until last "
    "signing_key* pdf_key certificate certificate_digest slot_digest restricted_key "
    "own_certificate own_issuers own_said sheet",
    "site": "name* post address phone country* language* zone* paper* currency emergency "
    "licence_name regime insured insurer policy broker notice_days tsa tsa_root recovery_slot "
    "keyring_slot idle_minutes backup_at shifts places peeps kit contacts points nil_every alarm "
    "silence spot_sample repeat_count repeat_days lint "
    "spelling words snippets",
    "restore": "source* epoch* size* root* line seal known lost* files mirror reason* sheet",
    "backup": "name* size* root* bytes* outcome* detail ended",
    "hold": "about* reason* state* released place since until types",
    "party": "name* alias born address contact employer sex age build clothing marks height face "
    "gait hair appearance voice carried note same_as",
    "vehicle": "plate* country colour year make model body marks owner permit note same_as",
    "claim": "incident* claimant* received* reference adjuster notified state reserve paid letter "
    "asked",
    "erase": "basis* reference erased*",
    "stamp": "seal* authority* time* token*",
    "own_key": "certificate_digest* key module token label",
    "withdrawn": "number* count* until* list*",
    "clock": "stepped watch offset text*",
    "astray": "text* epoch* first last records lines leaf unread",
    "restricted": "lift_condition force_injuries force_medical people injured wounds juveniles "
    "young_witness young_contact young_role young_account young_speech young_amount "
    "young_distance young_visibility young_obstruction young_known young_any_reason "
    "young_time_lapse young_errors",
    "book": "format* site_key* note_key* restricted_key sheet_key database mirror ca* relief_ca* "
    "created_with",
    "rings": "number* database* mirror*",
    "debrief": "about* held* attended timeline_checked worked* not_worked* known_then "
    "immediate_causes underlying_causes root_causes whys factors controls_failed controls_held "
    "chance worst level procedures shared_with closed_by privilege",
    "measure": "about* what* kind owner* due* done evidence effective checked_by checked state "
    "rule privilege",
    "problem": "title* incidents cause temporary permanent owner state privilege",
}

every_form = pytest.mark.parametrize("form", ALL.values(), ids=lambda form: form.key)


def cells(form: Form) -> list[tuple[str, Field]]:
    """All fields of a form with those of its tables as ``table/column``."""
    found: list[tuple[str, Field]] = []
    for field in form.fields():
        found.append((field.name, field))
        if isinstance(field, Rows):
            found += [(f"{field.name}/{sub.name}", sub) for sub in field.fields]
    return found


def test_a_released_form_never_changes() -> None:
    assert {key: digest(form) for key, form in ALL.items()} == PINNED


@every_form
def test_a_form_is_found_by_its_key(form: Form) -> None:
    assert current(form.key) is form
    assert getattr(catalogue, form.key.upper()) is form
    assert form.title
    assert all(section.title and section.fields for section in form.sections)


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        current("nonsense")


@pytest.mark.parametrize(("key", "names"), NAMES.items(), ids=NAMES)
def test_a_form_has_the_fields_that_others_rely_on(key: str, names: str) -> None:
    fields = current(key).fields()
    assert [f"{field.name}{'*' * field.required}" for field in fields] == names.split()


def test_the_incident_asks_what_a_report_needs() -> None:
    needed = [field.name for field in current("incident").fields()
              if field.required and field.when is None]  # fmt: skip
    assert needed == [
        "category", "severity", "title", "occurred", "place", "reported_by", "how", "narrative",
        "injuries", "force", "immediate",
    ]  # fmt: skip
    order = [field.name for field in current("incident").fields()]
    printed = ["occurred", "narrative", "people", "property", "premises", "inspection",
               "witnesses", "police_called", "immediate", "told", "declaration"]  # fmt: skip
    assert sorted(printed, key=order.index) == printed


def test_lines_threads_and_series_are_as_the_format_says() -> None:
    forms_ = ALL.values()
    lines = {"occurrence", "shift_on", "shift_off", "shift_break", "handover", "clock", "astray"}
    assert {f.key for f in forms_ if f.line} == lines
    threaded = {
        *("incident", "restricted", "site", "officer", "plan", "hold", "routine", "channel"),
        *("claim", "guide", "party", "vehicle", "exhibit", "statement"),
        *("debrief", "measure", "problem"),
    }
    assert {f.key for f in forms_ if f.threaded} == threaded
    assert {f.key: f.series for f in forms_ if f.series} == {
        "incident": "INC", "exhibit": "EXH",
    }  # fmt: skip


@every_form
def test_field_names_are_distinct_and_plain(form: Form) -> None:
    names = [name for name, _field in cells(form)]
    assert len(names) == len(set(names))
    assert all(name.replace("/", "_").isidentifier() and name.islower() for name in names)


@every_form
def test_every_field_has_a_label_and_a_known_kind(form: Form) -> None:
    for name, field in cells(form):
        assert field.label, name
        assert type(field) in KINDS
        assert len(field.label) <= 60, name


@every_form
def test_a_condition_names_a_field_before_and_a_code_it_can_hold(form: Form) -> None:
    names = [field.name for field in form.fields()]
    for field in form.fields():
        if field.when is None:
            continue
        name, *codes = field.when
        other = form.field(name)
        for code in codes:
            if isinstance(other, Choice):
                assert any(f"{option.code}.".startswith(f"{code}.") for option in other.options)
                assert names.index(other.name) < names.index(field.name)
            else:
                assert code in {"yes", "no"}


@every_form
def test_unknown_is_an_answer_only_where_allowed(form: Form) -> None:
    found = {name for name, field in cells(form) if field.unknown}
    assert found == UNKNOWN_ALLOWED.get(form.key, set())


@every_form
def test_checks_name_fields_of_the_form(form: Form) -> None:
    for check in form.checks:
        assert all(form.field(name) for name in check.names)
        assert check.sentence.endswith(".")


def test_every_text_of_a_form_is_marked_for_translation() -> None:
    told = {
        text
        for form in ALL.values()
        for text in [form.title, *(section.title for section in form.sections),
                     *(check.sentence for check in form.checks)]
        + [part for _name, field in cells(form) for part in (field.label, field.help)]
        + [option.label for _name, field in cells(form) if isinstance(field, Choice)
           for option in field.options]
    }  # fmt: skip
    assert told - {""} <= marked(Path(forms.__file__).parent)


def marked(folder: Path) -> set[str]:
    """Every text inside an N_() below ``folder``."""
    calls = [
        node
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
    ]
    return {arg.value for call in calls for arg in call.args
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}  # fmt: skip
