"""Verification, backup and health check as buttons, and the page that follows what takes time."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import BadRequest
from companion.export.words import WORDS
from companion.office import Offices
from companion.office.backup import Backup
from companion.office.doctor import Finding
from companion.office.integrity import Report
from companion.office.jobs import Job
from companion.register.disposals import Disposal
from companion.window.guard import acting, inside, spoken


def add(pages: Blueprint, offices: Offices) -> None:
    """The page with the buttons, what they do, and how far it has come."""
    jobs = offices.jobs

    @pages.get("/keeping")
    @inside
    def keeping() -> str:
        told = offices.desk.register.told
        return render_template(
            "keeping.html",
            verified=told("verified")[-1:],
            backed_up=told("backup_made")[-1:],
            keys=told("key_made")[-1:],
            older=offices.disposal.listing.older(offices.desk.register),
            running=jobs.running,
            proposed=_proposed(offices),
        )

    @pages.post("/keeping/verify")
    @inside
    def verify() -> BaseResponse:
        actor = acting()
        return _to(jobs.start("verify", lambda step: offices.integrity.verify(actor, step)))

    @pages.post("/keeping/backup")
    @inside
    def back_up() -> BaseResponse:
        named = request.form.get("to", "").strip()
        to, actor = Path(named), acting()
        if not to.is_absolute():
            raise BadRequest(reason=gettext("hela sökvägen till filen behövs"))
        return _to(jobs.start("backup", lambda step: offices.backups.make(to, actor, step)))

    @pages.post("/keeping/health")
    @inside
    def examine() -> BaseResponse:
        return _to(jobs.start("doctor", offices.doctor.examine))

    @pages.get("/jobs/<int:number>")
    @inside
    def job(number: int) -> str:
        found = jobs.one(number)
        words = found.error.words(spoken()) if found.error else None
        return render_template("job.html", job=found, words=words, **_result(found))

    @pages.get("/jobs/<int:number>.json")
    @inside
    def job_progress(number: int) -> BaseResponse:
        found = jobs.one(number)
        said = WORDS[spoken()].get(f"doing_{found.doing}", "")
        return jsonify(over=not found.running, said=said, done=found.done, total=found.total)


def _to(job: Job[object]) -> BaseResponse:
    return redirect(url_for("window.job", number=job.number))


def _result(job: Job[object]) -> dict[str, object]:
    """What the job gave, by what it is."""
    result = job.result
    return {
        "report": result if isinstance(result, Report) else None,
        "backup": result if isinstance(result, Backup) else None,
        "disposal": result if isinstance(result, Disposal) else None,
        "findings": result if _are_findings(result) else None,
    }


def _are_findings(result: object) -> bool:
    return isinstance(result, list) and all(isinstance(one, Finding) for one in result)


def _proposed(offices: Offices) -> Path:
    """Where a backup may be put: beside the last one, else in the user's own folder."""
    made = offices.desk.register.told("backup_made")
    folder = Path(str(made[-1].facts["path"])).parent if made else Path.home()
    return folder / f"uppsikt-{offices.desk.clock().astimezone():%Y-%m-%d-%H%M}.zip"
