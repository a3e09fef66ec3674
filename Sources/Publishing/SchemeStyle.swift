// How the page of a scheme looks: on a wide screen, on a narrow one, on paper.

/// CSS. Every text stands at 4.5 : 1 or better against its ground (WCAG 2.2 AA).
let schemeStyle = """
    :root { --ink: #1d2129; --soft: #4e5969; --line: #c9cdd4; --ground: #fff; --tint: #f2f5fa; --accent: #8f1d14; }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--ink); background: var(--ground); line-height: 1.6;
      font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
    main { max-width: 80rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
    h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .75rem; }
    h2 { font-size: 1.2rem; margin: 2rem 0 .75rem; padding-left: .6rem; border-left: .3rem solid var(--accent); }
    h3 { font-size: 1rem; margin: 0 0 .25rem; }
    .specimen { margin: 0 0 1rem; padding: .5rem .75rem; border: 2px solid var(--accent); color: var(--accent);
      font-weight: 700; }
    dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
    dl div { display: contents; }
    dt { color: var(--soft); }
    dd { margin: 0; }
    table { width: 100%; border-collapse: collapse; font-size: .875rem; table-layout: fixed; }
    th, td { padding: .45rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top;
      overflow-wrap: anywhere; }
    thead th { background: var(--accent); border-color: var(--accent); color: #fff; position: sticky; top: 0; }
    thead th:nth-child(1) { width: 4.25rem; }
    thead th:nth-child(2) { width: 19%; }
    thead th:nth-child(3) { width: 4.5rem; }
    thead th:nth-child(5) { width: 22%; }
    thead th:nth-child(6) { width: 15%; }
    tbody th { font-weight: 400; }
    .pillar { background: #f7e4e2; }
    .pillar th, .pillar .number, .pillar .points, .inner th, .inner .number, .inner .points { font-weight: 700; }
    .inner { background: var(--tint); }
    .number, .points { white-space: nowrap; font-variant-numeric: tabular-nums; }
    td p { margin: 0; }
    td p + p { margin-top: .25rem; }
    small { display: block; color: var(--soft); font-size: .93em; font-weight: 400; }
    .footnote { color: var(--soft); font-size: .875rem; }
    ul { margin: 0; padding-left: 1.2rem; }
    #method ~ .part { margin: 0 0 1rem; }
    @media screen and (min-width: 48rem) {
      .part { display: grid; grid-template-columns: 8rem 1fr; gap: 0 1rem; }
    }
    @media screen and (max-width: 47.99rem) {
      main { padding: 1rem .75rem 2rem; }
      h1 { font-size: 1.3rem; }
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      table, tbody { display: block; }
      tr { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .6rem; margin: 0 0 .75rem; padding: .5rem .75rem;
        border: 1px solid var(--line); border-radius: .25rem; }
      th, td { border: 0; padding: .1rem 0; }
      .points { text-align: right; }
      .scoring, .evidence, .departments { grid-column: 1 / -1; }
      .scoring:empty, .evidence:empty, .departments:empty { display: none; }
      .evidence::before, .departments::before { content: attr(data-label); color: var(--soft); }
    }
    @media print {
      @page { size: A4 landscape; margin: 14mm 12mm; }
      body { font-size: 10pt; }
      main { max-width: none; padding: 0; }
      table { font-size: 8.5pt; }
      thead { display: table-header-group; }
      thead th { position: static; background: none; color: var(--ink); border-color: #666; }
      th, td { border-color: #666; padding: .2rem .35rem; }
      .pillar, .inner { background: none; }
      tr, .part { break-inside: avoid; }
      .pillar, .inner { break-after: avoid; }
      h2, h3 { break-after: avoid; }
    }
    """
