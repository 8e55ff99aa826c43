"""The report of a campaign: one JSON file, and one HTML file that needs nothing else."""
import html
import json

from campaign import figures as figures_of

STYLE = """
:root { --ink: #1f2328; --soft: #656d76; --line: #d8dee4; --bar: #4c78a8; --good: #1a7f37; --bad: #c0392b; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #30363d; --bar: #6ea8dc;
  --good: #3fb950; --bad: #ff7b6b; --paper: #0d1117; } .drawing { background: #f4f4f0; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .2rem; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; }
.verdict { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); } .soft { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .7rem; margin: 1.2rem 0; }
.tile { border: 1px solid var(--line); border-radius: 8px; padding: .6rem .8rem; }
.tile b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; } .tile span { color: var(--soft); font-size: .85rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .22rem .6rem .22rem 0; text-align: left; vertical-align: middle; }
tr { border-bottom: 1px solid var(--line); } td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.w { width: 55%; } .bar { background: var(--bar); height: .8rem; border-radius: 2px; min-width: 1px; }
pre { background: color-mix(in srgb, var(--line) 35%, transparent); padding: .7rem .9rem; border-radius: 8px; overflow-x: auto; font-size: .85rem; }
pre.commands { white-space: pre-wrap; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 0 2.5rem; }
.finding { border: 1px solid var(--bad); border-radius: 10px; padding: .2rem 1.1rem 1rem; margin: 1rem 0; }
.finding h3 { margin: .8rem 0 .4rem; } .drawing { overflow-x: auto; border-radius: 8px; padding: .5rem; } .drawing svg { max-width: 100%; height: auto; }
svg.chart { width: 100%; height: 11rem; } svg.chart text { fill: var(--soft); font-size: 11px; }
"""


def number(value):
    return f"{value:,}" if isinstance(value, int) else str(value)


def tile(value, label):
    return f'<div class="tile"><b>{html.escape(number(value))}</b><span>{html.escape(label)}</span></div>'


def table(entries):
    rows = "".join(f'<tr><td>{html.escape(str(label))}</td><td class="n">{html.escape(number(value))}</td></tr>'
                   for label, value in entries)
    return f"<table>{rows}</table>"


def histogram(entries):
    most, whole = max([value for _, value in entries] + [1]), sum(value for _, value in entries) or 1
    rows = "".join(f'<tr><td>{html.escape(label)}</td><td class="n">{number(value)}</td><td class="n soft">'
                   f'{100 * value / whole:.1f} %</td><td class="w"><div class="bar" style="width:{100 * value / most:.2f}%">'
                   f"</div></td></tr>" for label, value in entries)
    return f"<table>{rows}</table>"


def chart(samples, key, label):
    """Values over the seconds of the campaign, as a line."""
    points = [(s["second"], s[key]) for s in samples if s.get(key) is not None]
    if len(points) < 2 or max(value for _, value in points) == 0:
        return ""
    last, most = max(points[-1][0], 1), max(value for _, value in points)
    line = " ".join(f"{50 + 730 * x / last:.1f},{150 - 130 * y / most:.1f}" for x, y in points)
    return (f'<div><h2>{html.escape(label)}</h2><svg class="chart" viewBox="0 0 800 175" role="img" aria-label="{html.escape(label)}">'
            f'<line x1="50" y1="150" x2="780" y2="150" stroke="var(--line)"/><line x1="50" y1="20" x2="780" y2="20" stroke="var(--line)"/>'
            f'<polyline points="{line}" fill="none" stroke="var(--bar)" stroke-width="2"/>'
            f'<text x="45" y="24" text-anchor="end">{number(most)}</text><text x="45" y="154" text-anchor="end">0</text>'
            f'<text x="50" y="168">0 s</text><text x="780" y="168" text-anchor="end">{last} s</text></svg></div>')


def finding_section(index, finding):
    folded = f", found {finding['times']} times" if finding["times"] > 1 else ""
    alone = "" if finding["reproduces_alone"] else ' <span class="bad">It did not fail again by itself.</span>'
    parts = [f'<div class="finding"><h3>{index}. {html.escape(finding["what"])}</h3><p class="soft">'
             f'{finding["statements"]} statements{folded}; files in {html.escape(finding["folder"])}.{alone}</p>']
    if finding["program"]:
        parts.append(f'<pre>{html.escape(finding["program"][:20000])}</pre>')
    if finding["svg"]:
        parts.append('<p>The heap, as the core has it. Red: the guilty component. Yellow: what no root reaches.</p>'
                     f'<div class="drawing">{finding["svg"]}</div>')
    if finding["states"]:
        parts.append(f'<p>The core and what runs beside it around the first statement after which they differ (<code>*</code>: they do):</p>'
                     f'<pre>{html.escape(finding["states"])}</pre>')
    if finding["said"]:
        parts.append(f'<p>What the target says:</p><pre>{html.escape(finding["said"])}</pre>')
    parts.append("<p>To see it again:</p><pre class=\"commands\">" + html.escape("\n".join(finding["commands"])) + "</pre></div>")
    return "".join(parts)


def page(report):
    findings, figures = report["findings"], report["figures"]
    good = not findings
    verdict = "No finding." if good else f"{len(findings)} finding{'s' if len(findings) > 1 else ''}."
    edges = report["coverage"]
    percent = f" ({100 * edges['edges'] / edges['of']:.1f} %)" if edges["of"] else ""
    tiles = [tile(report["executions"], "executions"), tile(report["executions_per_second"], "executions a second")]
    if figures:
        tiles += [tile(figures["OPERATIONS"], "operations"), tile(figures["COMPARISONS"], "comparisons")]
    tiles += [tile(f"{edges['edges']:,}", f"edges covered{percent}"), tile(report["corpus"]["inputs"], "inputs in the corpus")]
    body = [f'<h1>Fuzz campaign: {html.escape(report["target"])}</h1><p class="soft">{html.escape(report["what"])}</p>',
            f'<p class="verdict {"good" if good else "bad"}">{verdict}</p><div class="tiles">{"".join(tiles)}</div>']
    body += [finding_section(i, finding) for i, finding in enumerate(findings, 1)]
    if figures:
        actions, limits = figures_of.actions(figures), ""
        if any(value for _, value in actions):  # the target counts them
            body.append(f"<h2>Operations</h2>{histogram(actions)}")
            limits = "<h2>Limits hit</h2>" + table([("no room: " + label, value) for label, value in figures_of.limits(figures)])
        body.append(f'<div class="columns"><div><h2>State space reached</h2>{table(figures_of.reached(figures))}</div>'
                    f"<div>{limits}<h2>Campaign</h2>{table(facts(report))}</div></div>")
    else:
        body.append(f"<h2>Campaign</h2>{table(facts(report))}")
    body.append('<div class="columns">' + chart(report["samples"], "executions_per_second", "Executions a second") +
                chart(report["samples"], "edges", "Edges covered") + "</div>")
    return ('<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f'<title>Fuzz campaign: {html.escape(report["target"])}</title><style>{STYLE}</style>{"".join(body)}</html>\n')


def facts(report):
    entries = [("target", report["target"]), ("engine", report["engine"]), ("workers", ", ".join(report["workers"])),
               ("commit", report["commit"]), ("seed", report["seed"]), ("seconds", report["seconds"]),
               ("began", report["began"]), ("committed seeds", report["seeds"]),
               ("corpus", f"{report['corpus']['inputs']:,} inputs, {report['corpus']['kilobytes']:,} KiB in {report['corpus']['folder']}"),
               ("features", report["coverage"]["features"] or "not counted by this engine")]
    if report["stability"]:
        entries.append(("stability", report["stability"]))
    return [(label, str(value)) for label, value in entries]


def write(report, folder):
    with open(f"{folder}/report.json", "w", encoding="utf-8") as file:
        json.dump({key: value for key, value in report.items()}, file, indent=1)
        file.write("\n")
    with open(f"{folder}/report.html", "w", encoding="utf-8") as file:
        file.write(page(report))
