"""Every page there is, and who is shown it: the browser looks at each, and each is weighed.

A page that stands in no line here is found by `tests/web/test_weight.py`. What is no page (a file, a part of a page,
an address that only takes what is sent) stands in `NO_PAGES` with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from liandong.act import execute
from liandong.act.law import pinned_pack
from liandong.core.matter.commands import CloseCaseFile, DraftPaper
from liandong.core.matter.course import course_of
from liandong.evidence.models import FileRow, NamedIn
from liandong.packs import library
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.projections.figures.catalogue import FIGURES
from liandong.projections.models import MatterRow, TaskRow
from liandong.record import read

LARGEST_PAGE = 20_000
"""Bytes of a compressed page. The command board may have three times as much."""
MOST_QUERIES = 12

CENTER, HEAD = ("command-center", "operator"), ("command-center", "head")
REVIEWER = ("judicial-bureau", "legal-reviewer")
LEADER = ("county-government", "leader-in-charge")
TOWN = ("linhe-township", "officer")
OFFICER = ("urban-management-bureau", "officer")  # of a department with an operation under way
INSPECTOR = ("supervision-office", "inspector")
SUPERVISOR = ("judicial-bureau", "supervisor")
SECRETARY = ("enforcement-bureau", "conference-office")
OFFICE = "platform-administration"
SECURITY, SYSTEM, AUDIT = ((OFFICE, f"{name}-administrator") for name in ("security", "system", "audit"))
Seat = tuple[str, str]

FILE, PART, SENT = "a file", "a part of a page", "takes what is sent, and leads on"
NO_PAGES: dict[str, str] = {
    **dict.fromkeys(
        (
            *("worklist.csv", "ledger.csv", "sharing.csv", "appraisal.csv", "figure.csv", "figure.xlsx", "figure.svg"),
            *("paper.pdf", "paper.docx", "paper.picture", "seals.picture", "register.csv", "printing.fetch"),
            *("archive.csv", "archive.xlsx"),
            *("audit.sign-ins.csv", "audit.unmaskings.csv", "audit.deeds.csv", "people.import.template"),
            *(
                "matter.receipt",
                "matter.evidence.custody",
                "mechanism.bpmn",
                "mechanism.groups.csv",
                "mechanism.groups.xlsx",
                "mechanism.group.svg",
            ),
            *(
                "calendar.csv",
                "calendar.xlsx",
                "calendar.svg",
                "calendar.ics",
                "evidence",
                "evidence.copy",
                "citizen.photo.copy",
            ),
            *("operations.gantt.csv", "operations.gantt.xlsx", "operations.gantt.svg"),
            *("oversight.csv", "oversight.xlsx", "supervision.csv", "supervision.xlsx"),
        ),
        FILE,
    ),
    **dict.fromkeys(
        (
            *("opening.form", "matter.complete.form", "operations.beside.task", "operations.beside.opening"),
            *("board.live", "audit.progress", "notices.count", "clocks.live", "desk.form"),
            *("foreseen.opening", "foreseen.task"),
        ),
        PART,
    ),
    **dict.fromkeys(
        (
            *("papers.begin", "paper.act", "papers.whole", "printing.several", "matter.course.close"),
            *("people.grant", "people.deputise", "people.end", "people.unlock", "people.renew", "people.close"),
            *("people.import.confirm", "audit.verify", "notices.mark", "sign-out", "language", "sharing.find"),
            *(
                "notices.looked",
                "citizen.photos",
                "citizen.photo",
                "citizen.photo.offset",
                "citizen.photo.complete",
                "matter.package",
                "views.keep",
                "views.change",
                "citizen.filed",
            ),
            *("evidence.begin", "evidence.offset", "evidence.complete"),
        ),
        SENT,
    ),
    "approvals": "leads to the first card",
    "mechanism": "leads to the reader's county",
    "seat": "for accounts with several seats, which the demonstration has none of",
    "no-seat": "for accounts without a seat, which the demonstration has none of",
    "ready": "for a machine",
}


@dataclass(frozen=True)
class Shown:
    """One page as one person is shown it. `path` is asked when the county is at work."""

    name: str
    seat: Seat | None
    path: str | Callable[[], str]
    county: str = "siyang"
    largest: int = LARGEST_PAGE

    @property
    def address(self) -> str:
        """Where it stands in the demonstration that is loaded."""
        return self.path if isinstance(self.path, str) else self.path()


def waiting(step: str, **narrowed: Any) -> TaskRow:
    """The first task of a step that waits in the demonstration."""
    rows = TaskRow.objects.unscoped("a test looks for a task").filter(step=step, state="open", confirms=0, **narrowed)
    found = rows.exclude(matter__suspended=True).order_by("matter_id", "task").first()
    assert found is not None, f"the demonstration has no open {step}"
    return found


def ended() -> str:
    """A matter that has been archived."""
    rows = MatterRow.objects.unscoped("a test looks for a matter").filter(end="archived", county="siyang")
    return rows.order_by("ended_at")[:1].get().pk


def named() -> tuple[str, str]:
    """A matter of the county that names a file, and the file."""
    own = FileRow.objects.filter(named=True, county="siyang").order_by("key").values_list("key", flat=True)
    found = NamedIn.objects.filter(key__in=own).order_by("matter").first()
    assert found is not None, "the demonstration has no file of evidence"
    return found.matter, found.key


def at(step: str, form: str, **narrowed: Any) -> Callable[[], str]:
    """An address with {matter} and {task} of a task that waits."""

    def path() -> str:
        found = waiting(step, **narrowed)
        return form.format(matter=found.matter_id, task=found.task)

    return path


def drafted() -> str:
    """A draft of the command center, begun for the test."""
    found = waiting("legal-review")
    state = read.state(found.matter_id)
    assert state is not None
    if not state.papers:
        user = User.objects.get(username="siyang.command-center.operator")
        now = timezone.now()
        actor = actor_for(user, now.date(), library().packs)
        execute(DraftPaper("joint-enforcement/rejection"), actor, now, matter=found.matter_id)
    return f"/matter/{found.matter_id}/papers/1/"


def archived() -> str:
    """A matter whose case file was archived, for the test."""
    rows = MatterRow.objects.unscoped("a test looks for a matter").filter(end="archived", county="siyang")
    matter = rows.order_by("-ended_at")[:1].get().pk
    state = read.state(matter)
    assert state is not None
    if not state.archived:
        course = course_of(pinned_pack(state.pack_hash), state)
        assert course is not None
        reasons = {line.code: "以纸质办理，已随卷" for line in course.missing}
        user, now = User.objects.get(username="siyang.command-center.archivist"), timezone.now()
        execute(CloseCaseFile("", reasons), actor_for(user, now.date(), library().packs), now, matter=matter)
    return matter


def meeting() -> str:
    """The meeting page of a conference of Shanting."""
    rows = MatterRow.objects.unscoped("a test looks for a meeting").filter(county="shanting", procedure="conference")
    return f"/meetings/{rows.order_by('pk')[:1].get().pk}/"


def receipt() -> str:
    """The page on which a receipt is acknowledged in one act."""
    task = waiting("acknowledge", county="yiyuan")
    return f"/at-once/{task.matter_id}/{task.task}/acknowledge/"


ONLINE = "/citizen/jinhu/complaint/online/"
GUEST = (
    Shown("sign-in", None, "/sign-in/"),
    Shown("check", None, "/check/"),
    Shown("display", None, "/display/"),
    Shown("citizen", None, "/citizen/"),
    Shown("citizen-county", None, "/citizen/jinhu/"),
    Shown("citizen-file", None, f"{ONLINE}file/"),
    Shown("citizen-how", None, f"{ONLINE}how/"),
    Shown("citizen-look-up", None, "/citizen/look-up/"),
)
WORK = (
    Shown("worklist", TOWN, "/"),
    Shown("officer-today", OFFICER, "/"),
    Shown("worklist-county", CENTER, "/?scope=county"),
    Shown("worklist-filtered", CENTER, "/?scope=county&procedure=joint-enforcement&lamp=overdue"),
    Shown("worklist-empty", CENTER, "/?scope=county&q=nothing-like-this"),
    Shown("matters", CENTER, "/?scope=matters"),
    Shown("opening", CENTER, "/open/"),
    Shown("opening-entry", CENTER, "/open/joint-enforcement/instructed/"),
    Shown("matter-archived", CENTER, lambda: f"/matter/{ended()}/"),
    Shown("matter", CENTER, at("legal-review", "/matter/{matter}/")),
    Shown("evidence-none", CENTER, at("legal-review", "/matter/{matter}/evidence/")),
    Shown("evidence", CENTER, lambda: f"/matter/{named()[0]}/evidence/"),
    Shown("evidence-one", CENTER, lambda: "/matter/{}/evidence/{}/".format(*named())),
    Shown("matter-form", REVIEWER, at("legal-review", "/matter/{matter}/task/{task}/return/")),
    Shown("remind", CENTER, at("legal-review", "/matter/{matter}/act/remind/{task}/")),
    Shown("suspend", CENTER, at("legal-review", "/matter/{matter}/act/suspend/")),
    Shown("ask words erased", CENTER, at("legal-review", "/matter/{matter}/act/ask-words-erasure/")),
    Shown("note", CENTER, at("legal-review", "/matter/{matter}/act/note/")),
    Shown("link", CENTER, at("legal-review", "/matter/{matter}/act/link/")),
    Shown("reassign", HEAD, at("preliminary-review", "/matter/{matter}/act/reassign/{task}/")),
    Shown("record-later", CENTER, at("legal-review", "/matter/{matter}/record-later/{task}/")),
    Shown("record-later-form", CENTER, at("legal-review", "/matter/{matter}/record-later/{task}/pass/")),
    Shown("correct", CENTER, at("legal-review", "/matter/{matter}/correct/")),
    Shown("correct-fact", CENTER, at("legal-review", "/matter/{matter}/correct/1/cooperating_units/")),
    Shown("approval", LEADER, at("approval", "/approvals/{matter}/{task}/", post="leader-in-charge")),
    Shown("notices", CENTER, "/notices/"),
    Shown("operations", CENTER, "/operations/"),
    Shown("duty", CENTER, "/duty/"),
    Shown("duty-empty", CENTER, "/duty/?day=2026-01-01"),
    Shown("ledgers", CENTER, "/ledgers/"),
    Shown("papers", CENTER, at("legal-review", "/matter/{matter}/papers/")),
    Shown("paper", CENTER, lambda: drafted()),
    Shown("paper-docx", CENTER, lambda: f"{drafted()}docx/"),
    Shown("register", CENTER, "/papers/"),
    Shown("course", CENTER, at("legal-review", "/matter/{matter}/course/")),
    Shown("course-to-archive", CENTER, lambda: f"/matter/{ended()}/course/"),
    Shown("course-archived", CENTER, lambda: f"/matter/{archived()}/course/"),
    Shown("archive", CENTER, "/archive/"),
    Shown("archive-archived", CENTER, lambda: "/archive/?show=archived" if archived() else ""),
    Shown("archive-lacking", CENTER, "/archive/?show=lacking"),
    Shown("archive-empty", CENTER, "/archive/?q=nothing-like-this"),
    Shown("printing", CENTER, "/papers/printing/"),
    Shown("ledger", CENTER, "/ledger/contact-directory/"),
    Shown("password", CENTER, "/password/"),
)
DESK = (
    Shown("desk", CENTER, "/desk/"),
    Shown("desk-county", CENTER, "/desk/?scope=county"),
    Shown("desk-empty", CENTER, "/desk/?q=nothing-like-this"),
    Shown("desk-today", CENTER, "/desk/today/"),
    Shown("desk-task", REVIEWER, at("legal-review", "/desk/{matter}/{task}/")),
    Shown(
        "desk-form", REVIEWER, at("legal-review", "/desk/{matter}/{task}/pass/?left=opening&right=preliminary-review")
    ),
)
DAYS = (
    Shown("calendar", CENTER, "/calendar/"),
    Shown("calendar-days", CENTER, "/calendar/?view=list"),
    Shown("calendar-holidays", CENTER, "/calendar/?month=2026-10"),
    Shown("calendar-provisional", CENTER, "/calendar/?month=2027-02&unit=public-security-bureau"),
    Shown("calendar-listed", CENTER, "/calendar/list/2026-11-23/"),
    Shown("clocks", CENTER, "/clocks/"),
    Shown("clocks-by-unit", CENTER, "/clocks/?by=unit&size=100"),
    Shown("clocks-empty", CENTER, "/clocks/?band=long-late&unit=county-government"),
    Shown("gantt", CENTER, "/operations/gantt/"),
    Shown("gantt-day", CENTER, "/operations/gantt/?first=2026-11-20&last=2026-11-20"),
    Shown("gantt-empty", CENTER, "/operations/gantt/?first=2026-01-01&last=2026-01-05"),
)
LISTS = (
    Shown("search", CENTER, "/search/?q=夜市"),
    Shown("search-empty", CENTER, "/search/"),
    Shown("search-nothing", CENTER, "/search/?q=nothing-like-this"),
    Shown("views", CENTER, "/views/"),
    Shown("remind-several", CENTER, lambda: f"/remind/?task={_named('legal-review')}&back=/%3Fscope%3Dcounty"),
    Shown("diagram", CENTER, at("legal-review", "/matter/{matter}/diagram/")),
    Shown("scene", OFFICER, at("carry-out", "/operations/{matter}/", unit=OFFICER[0])),
)


def _named(step: str) -> str:
    task = waiting(step)
    return f"{task.matter_id}/{task.task}"


OVERSEERS = (
    Shown("oversight", INSPECTOR, "/oversight/"),
    Shown("oversight-narrowed", INSPECTOR, "/oversight/?procedure=joint-enforcement"),
    Shown("oversight-orders", INSPECTOR, "/oversight/order/"),
    Shown("oversight-nothing", INSPECTOR, "/oversight/record-filing/"),
    Shown("supervision", SUPERVISOR, "/supervision/"),
    Shown("supervision-reviews", SUPERVISOR, "/supervision/legal-review/"),
    Shown("meetings", SECRETARY, "/meetings/", county="shanting"),
    Shown("meeting", SECRETARY, meeting, county="shanting"),
    Shown("meetings-none", TOWN, "/meetings/"),
)
OVERSIGHT = (
    Shown("board", CENTER, "/board/", largest=3 * LARGEST_PAGE),
    Shown("figures", CENTER, "/figures/"),
    Shown("figures-board", CENTER, "/figures/board-by-step/"),
    *(Shown(f"figure-{name}", CENTER, f"/figures/{name}/") for name in FIGURES),
    Shown("figure-list", CENTER, "/figures/by-step/list/?procedure=joint-enforcement&row=legal-review&column=waiting"),
)
OTHER_COUNTIES = (
    Shown("appraisal", CENTER, "/appraisal/", county="jinhu"),
    Shown("appraisal-list", CENTER, "/appraisal/water-bureau/opinions-late/", county="jinhu"),
    Shown("sharing", CENTER, "/sharing/", county="jinhu"),
    Shown("at-once", ("industry-bureau", "officer"), receipt, county="yiyuan"),
    Shown("groups", CENTER, "/mechanism/yiyuan/-/groups/"),
)
MECHANISM = (
    Shown("mechanism-compare", CENTER, "/mechanism/compare/"),
    Shown("mechanism-county", CENTER, "/mechanism/siyang/"),
    Shown("mechanism-procedure", CENTER, "/mechanism/siyang/joint-enforcement/"),
    *(
        Shown(f"mechanism-{part}", CENTER, f"/mechanism/{county}/-/{part}/")
        for county, parts in (
            ("siyang", ("units", "items", "readings", "rules")),
            ("jinhu", ("appraisal", "sharing")),
            ("yiyuan", ("executive-fields",)),
        )
        for part in parts
    ),
)
ADMINISTRATION = (
    Shown("people", SECURITY, "/people/"),
    Shown("people-open", SECURITY, "/people/open/"),
    Shown("people-import", SECURITY, "/people/import/"),
    Shown("people-rights", SECURITY, "/people/rights/"),
    Shown("people-account", SECURITY, "/people/account/siyang.command-center.operator/"),
    Shown("sign-ins", SECURITY, "/audit/sign-ins/"),
    Shown("system", SYSTEM, "/system/"),
    Shown("units", SYSTEM, "/system/units/"),
    Shown("seals", SYSTEM, "/system/seals/"),
    Shown("seals-unit", SYSTEM, "/system/seals/command-center/"),
    Shown("audit", AUDIT, "/audit/"),
    Shown("unmaskings", AUDIT, "/audit/unmaskings/"),
    Shown("deeds", AUDIT, "/audit/deeds/"),
    Shown("queries", AUDIT, "/sharing/queries/"),
)
PAGES: tuple[Shown, ...] = (
    *GUEST,
    *WORK,
    *DESK,
    *DAYS,
    *LISTS,
    *OVERSEERS,
    *OVERSIGHT,
    *OTHER_COUNTIES,
    *MECHANISM,
    *ADMINISTRATION,
)
