// Written by TemplatesTests from the files of this folder; see there how. Do not edit.

extension Templates {
  /// The files in the order in which a page needs them.
  package static let files: [(name: String, text: String)] = [
    (
      "page.html",
      ###"""
      {{!
        The page of a chapter, of the contents and of whatever else a book writes for a browser.
        Everything works without a script and from file://; every address is relative.

        What a page is given (names that are missing count as false):
          language      the language of the text, as in "en"
          direction     "rtl" for a language that is written from right to left, else missing
          title         the title of this page, plain text
          bookTitle     the title of the book, plain text
          isContents    true on the page of contents, which is the book's own title page
          description   one sentence for search engines, plain text
          canonical     the address under which the page is published, if the book names its site-url
          base          the address of the site, on the page for addresses that lead nowhere
          root          the way to the book's first folder: "" or "../"
          stylesheet    the name of the style sheet, relative to root
          script        the name of the script, relative to root
          inlineStyle   the style sheet itself, in a page that holds all it needs; then
          inlineScript  the script itself, too
          search        the name of the search index, relative to root; without it there is no search
          searchPart    the part of the book to look in first
          watch         the name of the script that reloads the page, relative to root, while a book is
                        watched
          home          the address of the page of contents
          sidebar       the parts in order: part (title, may be empty), href (if its chapters are left
                        out), chapters: title (markup), number (text, may be empty), href, nested (1 to 3 below
                        another chapter, else empty), current (true on this page)
          hasMore       true if the book has pages behind its chapters; more: title, href, current
          hasToc        true if the page has headings below the first
          toc           those headings: level3 (true for the inner ones), id, title (markup)
          content       the body, markup; it holds the h1
          previous      title (markup), href; missing on the first page
          next          title (markup), href; missing on the last page
          breadcrumbs   the way to this page, from the outside: title (markup), href (may be
                        missing)
          account       what stands behind the numbers of this page, plain text; missing if it has none
          source        the address of the chapter's source, if the book names one
          hasMath       true if the page has formulas
          hasSources    true if numbers of the page have sources to show
          generator     the name of the program
      }}
      <!DOCTYPE html>
      <html lang="{{language}}"{{#direction}} dir="{{direction}}"{{/direction}}>
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      {{#base}}
      <base href="{{base}}">
      {{/base}}
      <title>{{title}}{{^isContents}} · {{bookTitle}}{{/isContents}}</title>
      {{#description}}
      <meta name="description" content="{{description}}">
      {{/description}}
      {{#canonical}}
      <link rel="canonical" href="{{canonical}}">
      {{/canonical}}
      <meta name="generator" content="{{generator}}">
      <script>(function(r){r.classList.add("js");try{var t=localStorage.getItem("mb-theme");if(t)r.dataset.theme=t}catch(e){}})(document.documentElement)</script>
      {{#inlineStyle}}
      <style>
      {{{inlineStyle}}}
      </style>
      {{/inlineStyle}}
      {{^inlineStyle}}
      <link rel="stylesheet" href="{{root}}{{stylesheet}}">
      {{/inlineStyle}}
      {{^inlineScript}}
      <script src="{{root}}{{script}}" defer blocking="render"></script>
      {{/inlineScript}}
      {{#previous}}
      <link rel="prev" href="{{href}}">
      {{/previous}}
      {{#next}}
      <link rel="next" href="{{href}}">
      {{/next}}
      </head>
      <body{{#hasMath}} class="has-math"{{/hasMath}}>
      <a class="mb-skip" href="#main">Skip to the text</a>
      <header class="mb-head">
      <button class="mb-button mb-open" type="button" popovertarget="mb-nav" aria-label="Contents"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14"/></svg></button>
      <nav class="mb-crumbs" aria-label="Where you are"><ol>
      {{#breadcrumbs}}
      <li>{{#href}}<a href="{{href}}">{{title}}</a>{{/href}}{{^href}}<span>{{title}}</span>{{/href}}</li>
      {{/breadcrumbs}}
      </ol></nav>
      <div class="mb-tools">
      {{#search}}
      <button class="mb-button mb-js" type="button" id="mb-search-open" data-index="{{root}}{{search}}" data-root="{{root}}"{{#searchPart}} data-part="{{searchPart}}"{{/searchPart}} aria-label="Search" title="Search ( / )"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5"/><path d="m12.5 12.5 4.5 4.5"/></svg></button>
      {{/search}}
      {{#hasSources}}
      <label class="mb-button mb-switch" title="Show where numbers come from"><input type="checkbox" id="mb-sources" aria-label="Show sources of numbers"><span aria-hidden="true">Sources</span></label>
      {{/hasSources}}
      <button class="mb-button mb-js" type="button" id="mb-theme" aria-label="Colours: as the system" title="Colours"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="6.5"/><path class="fill" d="M10 3.5a6.5 6.5 0 0 1 0 13z"/></svg></button>
      </div>
      </header>
      <div class="mb-page">
      <nav class="mb-nav" id="mb-nav" popover aria-label="Contents">
      <p class="mb-book"><a href="{{home}}">{{bookTitle}}</a></p>
      {{#sidebar}}
      {{#part}}
      <p class="mb-part">{{#href}}<a href="{{href}}">{{part}}</a>{{/href}}{{^href}}{{part}}{{/href}}</p>
      {{/part}}
      <ul>
      {{#chapters}}
      <li{{#nested}} class="mb-n{{nested}}"{{/nested}}><a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{#number}}<span class="mb-no">{{number}}</span>{{/number}}<span>{{title}}</span></a>
      {{#current}}
      {{#hasToc}}
      <ul class="mb-toc" aria-label="On this page">
      {{#toc}}
      <li{{#level3}} class="mb-sub"{{/level3}}><a href="#{{id}}">{{{title}}}</a></li>
      {{/toc}}
      </ul>
      {{/hasToc}}
      {{/current}}
      </li>
      {{/chapters}}
      </ul>
      {{/sidebar}}
      {{#hasMore}}
      <ul class="mb-more">
      {{#more}}
      <li><a href="{{href}}"{{#current}} aria-current="page"{{/current}}><span>{{title}}</span></a></li>
      {{/more}}
      </ul>
      {{/hasMore}}
      </nav>
      <main class="mb-main" id="main">
      <article class="mb-text">
      {{{content}}}
      </article>
      <nav class="mb-turn" aria-label="Previous and next">
      {{#previous}}
      <a class="mb-prev" rel="prev" href="{{href}}"><span>Previous</span>{{title}}</a>
      {{/previous}}
      {{#next}}
      <a class="mb-next" rel="next" href="{{href}}"><span>Next</span>{{title}}</a>
      {{/next}}
      </nav>
      <footer class="mb-foot">
      {{#account}}
      <p class="mb-account">{{account}}</p>
      {{/account}}
      <p>{{#source}}<a href="{{source}}">Source of this page</a> · {{/source}}{{generator}}</p>
      </footer>
      </main>
      </div>
      {{#inlineScript}}
      <script>
      {{{inlineScript}}}
      </script>
      {{/inlineScript}}
      {{#watch}}
      <script src="{{root}}{{watch}}" data-root="{{root}}" defer></script>
      {{/watch}}
      </body>
      </html>

      """###
    ),
    (
      "page.txt",
      ###"""
      {{!
        A chapter as plain text. Given: title, bookTitle, content (text, laid out), account, generator.
      }}
      {{{content}}}
      {{#account}}

      --
      {{{account}}}
      {{/account}}

      """###
    ),
    (
      "style.css",
      ###"""
      /* The theme of a book. Chart and formula styles come before it; colours of the page follow those
         of the charts, so that a chart's paper is the page. */
      :root{
      color-scheme:light dark;
      --bg:#fff;--text:#1c1d20;--soft:#5a5f68;--line:#d9dce1;--faint:#f5f6f8;--link:#0b57a8;--mark:#fff3c4;
      --good:#1a6e3c;--bad:#b3261e;--warn:#8a5a00;--tip:#5b3aa8;
      --serif:Charter,"Bitstream Charter","Iowan Old Style","Sitka Text","Source Serif 4","Latin Modern Roman","Latin Modern Math","Noto Serif","DejaVu Serif",Georgia,serif;
      --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",sans-serif;
      --mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;
      --edge:rgb(0 0 0/.2);
      --tok-k:#8b1a6b;--tok-s:#1a6636;--tok-c:#626973;--tok-n:#0b57a8;--tok-f:#6b4a00;--tok-t:#4b3a9c}
      @media (prefers-color-scheme:dark){:root:not([data-theme=light]){
      --bg:#15171a;--text:#d8dade;--soft:#a0a6b0;--line:#34383f;--faint:#1d2024;--link:#8cbcff;--mark:#4d4414;
      --good:#6fcf97;--bad:#ff9a91;--warn:#f0c05a;--tip:#c3b0ff;--edge:rgb(255 255 255/.27);
      --tok-k:#f0a3d8;--tok-s:#97d8a9;--tok-c:#959ca8;--tok-n:#8cbcff;--tok-f:#efc98a;--tok-t:#c3b8ff}}
      :root[data-theme=dark]{color-scheme:dark;
      --bg:#15171a;--text:#d8dade;--soft:#a0a6b0;--line:#34383f;--faint:#1d2024;--link:#8cbcff;--mark:#4d4414;
      --good:#6fcf97;--bad:#ff9a91;--warn:#f0c05a;--tip:#c3b0ff;--edge:rgb(255 255 255/.27);
      --tok-k:#f0a3d8;--tok-s:#97d8a9;--tok-c:#959ca8;--tok-n:#8cbcff;--tok-f:#efc98a;--tok-t:#c3b8ff}
      :root[data-theme=light]{color-scheme:light}
      *,*::before,*::after{box-sizing:border-box}
      html{scroll-padding-top:4rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
      body{margin:0;background:var(--bg);--ground:var(--bg);color:var(--text);font:1.0625rem/1.6 var(--serif);font-size-adjust:.47;overflow-wrap:break-word;text-rendering:optimizeLegibility}
      @media (min-width:60rem){body{font-size:1.1875rem}}
      a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.16em}
      a:hover{text-decoration-thickness:.11em}
      a:not([href]){color:inherit}
      :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
      ::selection{background:color-mix(in srgb,var(--link) 28%,transparent)}
      .mb-skip{position:absolute;top:-99rem;inset-inline-start:.5rem;background:var(--bg);padding:.6rem 1rem;z-index:9}
      .mb-skip:focus{top:.5rem}
      html:not(.js) .mb-js{display:none}

      /* Header */
      .mb-head,.mb-nav,.mb-turn span,.mb-foot,figcaption,.mb-dialog,.mb-data,.mb-fold>summary,table{font-family:var(--sans);font-size-adjust:none}
      .mb-head{position:sticky;top:0;z-index:5;display:flex;align-items:center;gap:.25rem;height:3rem;padding:0 .5rem;background:var(--bg);border-bottom:1px solid var(--line);font-size:.875rem}
      .mb-button{display:inline-flex;align-items:center;justify-content:center;min-width:2.75rem;height:2.75rem;padding:0 .5rem;border:0;border-radius:.4rem;background:none;color:var(--soft);font:inherit;cursor:pointer}
      .mb-button:hover{color:var(--text);background:var(--faint)}
      .mb-button svg{width:1.25rem;height:1.25rem;fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round}
      .mb-button svg .fill{fill:currentColor}
      .mb-switch{position:relative}
      .mb-switch input{position:absolute;inset:0;margin:0;opacity:0;cursor:pointer}
      .mb-switch span{border-block:2px dotted transparent;padding:0 .15rem}
      .mb-switch input:checked+span{color:var(--link);border-bottom-color:currentColor}
      .mb-switch:has(:focus-visible){outline:2px solid var(--link);outline-offset:-2px}
      .mb-crumbs{flex:1;min-width:0}
      .mb-crumbs ol{display:flex;margin:0;padding:0;list-style:none;white-space:nowrap;overflow:hidden;color:var(--soft)}
      .mb-crumbs li{flex:0 1 auto;min-width:0;overflow:hidden;text-overflow:ellipsis}
      .mb-crumbs li:last-child{color:var(--text)}
      @media (max-width:40rem){.mb-crumbs li:nth-last-child(n+3){display:none}.mb-crumbs li:nth-last-child(2)::before{content:none}.mb-crumbs li:nth-last-child(2){flex:none;max-width:40%}}
      @media (max-width:24rem){.mb-crumbs li:nth-last-child(2):not(:only-child){display:none}.mb-crumbs li:last-child::before{content:none}}
      .mb-crumbs li+li::before{content:"›";margin:0 .45rem;color:var(--soft)}
      .mb-crumbs li:only-child::before{content:none}
      .mb-crumbs a{color:inherit;text-decoration:none}
      .mb-crumbs a:hover{text-decoration:underline}
      .mb-tools{display:flex;flex:none}

      /* Contents */
      .mb-nav{font-size:.875rem;line-height:1.4;border:0;padding:1rem;background:var(--bg);color:var(--text)}
      .mb-nav ul{margin:0;padding:0;list-style:none}
      .mb-nav li{margin:0}
      .mb-nav a{display:flex;gap:.5rem;padding:.28rem .5rem;border-radius:.3rem;color:inherit;text-decoration:none}
      .mb-nav a:hover{background:var(--faint)}
      .mb-nav a[aria-current]{color:var(--link);font-weight:600;background:color-mix(in srgb,var(--link) 9%,transparent)}
      .mb-no{flex:none;min-width:1.5em;color:var(--soft);font-variant-numeric:tabular-nums;font-weight:400;text-align:right}
      .mb-book{margin:0 0 1rem;font-weight:700;font-size:1rem}
      .mb-part{margin:1.3rem .5rem .3rem;font-size:.75rem;font-weight:600;letter-spacing:.05em;text-transform:uppercase;color:var(--soft)}
      .mb-nav .mb-toc{margin-block:.1rem .5rem;margin-inline:2.1rem 0;border-inline-start:1px solid var(--line)}
      .mb-toc:empty{display:none}
      .mb-toc a{display:block;align-content:center;padding:.18rem .7rem;color:var(--soft);margin-inline-start:-1px;border-inline-start:2px solid transparent;border-radius:0}
      .mb-nav a.on{color:var(--link);border-color:currentColor}
      .mb-toc .mb-sub a{padding-inline-start:1.5rem}
      .mb-part a{display:inline;padding:0}
      .mb-nav .mb-n1>a{padding-inline-start:1.6rem}.mb-nav .mb-n2>a{padding-inline-start:2.7rem}.mb-nav .mb-n3>a{padding-inline-start:3.8rem}
      .mb-nav .mb-more{margin-top:1.3rem;padding-top:.6rem;border-top:1px solid var(--line)}
      @media (max-width:59.99rem){
      .mb-nav[popover]{position:fixed;inset:0 auto 0 0;width:min(21rem,88vw);height:100dvh;max-height:none;margin:0;overflow-y:auto;box-shadow:0 0 2rem #0006}
      .mb-nav::backdrop{background:#0005}
      .mb-nav a{min-height:2.75rem;align-items:center}
      @supports selector(:popover-open){.mb-nav[popover]:not(:popover-open){display:none}}
      @supports not selector(:popover-open){.mb-nav[popover]{position:static;width:auto;height:auto;box-shadow:none}}
      }
      @media (min-width:60rem){
      .mb-open{display:none}
      .mb-head{padding-left:1rem}
      .mb-page{display:grid;grid-template-columns:17.5rem minmax(0,1fr)}
      .mb-main{grid-column:2}
      .mb-nav[popover]{display:block;position:sticky;inset:3rem auto auto 0;top:3rem;width:17.5rem;height:calc(100dvh - 3rem);max-height:none;margin:0;overflow-y:auto;border-inline-end:1px solid var(--line);overscroll-behavior:contain}
      /* Opened on a narrower screen that was turned since. */
      .mb-nav:popover-open{position:fixed}
      }

      /* Text */
      .mb-main{min-width:0;padding:1.5rem 1rem 3rem}
      .mb-text,.mb-turn,.mb-foot{max-width:34em;margin-inline:auto}
      .mb-turn,.mb-foot{max-width:40.4rem}
      @media (min-width:60rem){.mb-main{padding:2.5rem 2rem 4rem}}
      @media (min-width:80rem){.mb-main{padding-right:16rem}}
      .mb-text{position:relative}
      p,ul,ol,dl,pre,table,figure,blockquote{margin:0 0 1.1em}
      h1,h2,h3,h4,h5,h6{line-height:1.22;margin:2em 0 .6em;font-weight:700;text-wrap:balance}
      h1{font-size:1.95em;margin:.2em 0 .9em;letter-spacing:-.01em}
      h2{font-size:1.4em}h3{font-size:1.14em}h4,h5,h6{font-size:1em}
      h1+h2,h2+h3,h3+h4{margin-top:1em}
      .mb-secno{font-weight:400;color:var(--soft);margin-right:.35em;font-variant-numeric:lining-nums}
      .mb-anchor{font-family:var(--sans);font-weight:400;color:var(--soft);text-decoration:none;opacity:0;margin-left:.2em;padding:0 .2em}
      :is(h2,h3,h4,h5,h6):hover .mb-anchor,.mb-anchor:focus-visible{opacity:1}
      @media (hover:none){.mb-anchor{opacity:.45}}
      ul,ol{padding-inline-start:1.5em}
      li{margin:.25em 0}
      li>p{margin-bottom:.5em}
      li:has(>input[type=checkbox]){list-style:none;margin-inline-start:-1.3em}
      dt{font-weight:700}dd{margin:0 0 .6em;margin-inline-start:1.5em}
      blockquote{margin-inline:0;padding:.1em 0;padding-inline-start:1.1em;border-inline-start:3px solid var(--line);color:var(--soft)}
      hr{border:0;border-top:1px solid var(--line);margin:2.5em 25%}
      img,svg,video{max-width:100%;height:auto}
      iframe,embed,object{max-width:100%}
      [dir=rtl] :is(pre,code,samp,math,svg,.mb-output){direction:ltr;unicode-bidi:isolate}
      abbr{text-decoration-thickness:.06em}
      mark{background:var(--mark);color:inherit}
      kbd{font:.8em var(--mono);border:1px solid var(--line);border-bottom-width:2px;border-radius:.3em;padding:.05em .4em}
      sub,sup{line-height:0}
      .mb-nb{white-space:nowrap}
      .mb-nb>math{max-width:calc(100% - .8em)}

      /* Code */
      code,pre,samp{font-family:var(--mono);font-size-adjust:none;font-variant-ligatures:none}
      code{font-size:.8em;background:var(--faint);border-radius:.25em;padding:.12em .3em}
      pre{font-size:.76em;line-height:1.5;tab-size:4;overflow-x:auto;padding:.8rem .8rem;background-color:var(--faint);border-radius:.4rem;position:relative}
      pre code{font-size:inherit;background:none;padding:0}
      .tok-k{color:var(--tok-k);font-weight:600}.tok-s{color:var(--tok-s)}.tok-c{color:var(--tok-c);font-style:italic}
      .tok-n{color:var(--tok-n)}.tok-f{color:var(--tok-f)}.tok-t{color:var(--tok-t)}
      .mb-copy{position:absolute;top:.35rem;right:.35rem;min-width:3.6rem;height:1.9rem;border:1px solid var(--line);border-radius:.3rem;background:var(--bg);color:var(--soft);font:.75rem var(--sans);cursor:pointer;opacity:0}
      .mb-codebox{position:relative;margin-bottom:1.1em}.mb-codebox>pre{margin:0}
      .mb-codebox:hover .mb-copy,.mb-copy:focus-visible{opacity:1}
      @media (min-width:60rem){pre{font-size:.72em}}

      /* Cells and their results */
      .mb-cell{margin:0 0 1.4em}
      .mb-cell>pre,.mb-cell>.mb-codebox{margin-bottom:0}
      .mb-cell>.mb-code:not(:last-child),.mb-cell>.mb-codebox:not(:last-child) pre{border-radius:.4rem .4rem 0 0}
      .mb-output{background-color:transparent;border:1px solid var(--line);border-left:3px solid var(--link);border-radius:0;margin:0;padding:.5rem .9rem}
      .mb-cell>.mb-output:last-of-type{border-radius:0 0 .4rem .4rem}
      .mb-output+.mb-output{border-top:0}
      .mb-error{border-left-color:var(--bad);color:var(--bad);white-space:pre-wrap}
      .mb-fold{margin-bottom:.5rem}
      .mb-fold>summary::before,.mb-data>summary::before{content:"▸";display:inline-block;width:1.1em}
      :is(.mb-fold,.mb-data)[open]>summary::before{content:"▾"}
      .mb-fold>summary,.mb-data>summary{display:inline-block;padding:.3rem .6rem;margin-left:-.6rem;border-radius:.3rem;font-size:.8rem;color:var(--soft);cursor:pointer}
      :is(.mb-fold,.mb-data)>summary:hover{background:var(--faint);color:var(--text)}
      .mb-chart{overflow-x:auto;padding:.8rem 0 .3rem}
      .mb-data{text-align:left;font-size:.8rem;margin-bottom:.4rem}
      .mb-data table{width:auto;margin:0 auto .6rem}
      .mb-value{font-variant-numeric:lining-nums}

      /* Figures and tables */
      figure{margin-inline:0}
      .mb-figure{text-align:center}
      figcaption{font-size:.84rem;line-height:1.5;color:var(--soft);margin:.5rem 0 0;text-align:start}
      .mb-table>figcaption{margin:0 0 .5rem}
      .mb-label{font-weight:600;color:var(--text)}
      table{border-collapse:collapse;font-size:.84rem;line-height:1.45;font-variant-numeric:tabular-nums lining-nums;border-block:1.5px solid var(--text);margin-inline:auto}
      th,td{padding:.35rem .8rem;text-align:start;vertical-align:baseline}
      thead th{border-bottom:1px solid var(--text);font-weight:600}
      [align=right]{text-align:right}[align=center]{text-align:center}
      tbody tr+tr>*{border-top:1px solid var(--line)}
      .mb-scroll,math[display=block],pre,.mb-chart{scrollbar-width:thin}
      .mb-scroll,math:is([display=block],.mb-cut),pre:not(.mb-problems),.mb-chart{background-image:linear-gradient(to right,var(--shade-bg,var(--ground)) 30%,transparent),linear-gradient(to left,var(--shade-bg,var(--ground)) 30%,transparent),linear-gradient(to right,var(--edge),transparent),linear-gradient(to left,var(--edge),transparent);background-position:left top,right top,left top,right top;background-repeat:no-repeat;background-size:2.5rem 100%,2.5rem 100%,.7rem calc(100% - 2px),.7rem calc(100% - 2px);background-attachment:local,local,scroll,scroll}
      pre{--shade-bg:var(--faint)}.mb-output{--shade-bg:var(--ground)}
      .mb-scroll{overflow-x:auto;margin-bottom:1.1em}
      .mb-scroll>table{margin-bottom:0}
      .mb-rows{font:.8rem var(--sans);font-size-adjust:none;color:var(--soft);text-align:center;margin:.3rem 0 0}
      .mb-cell>.mb-scroll{margin:.8em 0 0}

      /* Formulas */
      .equation{position:relative}
      .eqno{color:var(--soft);font-family:var(--serif);font-size:.95em}
      .eqno a{color:inherit;text-decoration:none}
      math{font-size-adjust:none}

      /* Notes of all kinds */
      :is(.markdown-alert,.admonition,blockquote,.tabs>details,dd,.mb-quiz,.mb-text li)>:last-child:not(math){margin-bottom:.5em}
      blockquote>:last-child{margin-bottom:.2em}
      /* What scrolls in a tinted box is shaded at its ends in the colour of the box. */
      .markdown-alert,.admonition{--hue:var(--link);--ground:color-mix(in srgb,var(--hue) 6%,var(--bg));margin:0 0 1.2em;padding:.7rem 1rem .1rem;border-inline-start:3px solid var(--hue);background:var(--ground);border-radius:0 .4rem .4rem 0}
      .markdown-alert-title,.admonition-title,.admonition>summary{font:600 .84rem/1.4 var(--sans);font-size-adjust:none;color:var(--hue);margin-bottom:.4rem}
      .admonition>summary{cursor:pointer;padding-bottom:.5rem;margin:0}
      .markdown-alert-tip,.admonition:is(.tip,.hint,.success,.check){--hue:var(--good)}
      .markdown-alert-important,.admonition:is(.important,.abstract,.example,.question){--hue:var(--tip)}
      .markdown-alert-warning,.admonition:is(.warning,.attention){--hue:var(--warn)}
      .markdown-alert-caution,.admonition:is(.caution,.danger,.error,.failure,.bug){--hue:var(--bad)}
      details{margin-bottom:1.1em}
      summary{cursor:pointer}
      .tabs,.mb-tabs{border:1px solid var(--line);border-radius:.4rem;margin-bottom:1.2em;overflow:hidden}
      .tabs>details{margin:0;padding:0 1rem}
      .tabs>details+details{border-top:1px solid var(--line)}
      .tabs>details>summary{font:600 .875rem/1.4 var(--sans);font-size-adjust:none;padding:.7rem 1rem;margin:0 -1rem}
      .tabs>details>summary:hover{background:var(--faint)}
      .mb-quiz{margin:0 0 1.4em;padding:1rem 1.2rem .2rem;border:1px solid var(--line);border-radius:.5rem}
      .mb-options{list-style:none;padding:0}
      .mb-options li{margin:0}
      .mb-options label{display:flex;align-items:baseline;gap:.6rem;min-height:2.75rem;padding:.45rem .5rem;border-radius:.3rem;cursor:pointer}
      .mb-options label:hover{background:var(--faint)}
      .mb-options input{accent-color:var(--link);margin:0;width:1.05rem;height:1.05rem;flex:none;align-self:center}
      .mb-verdict{display:none;margin-left:auto;font:600 .8rem var(--sans);font-size-adjust:none;white-space:nowrap}
      .mb-options li:has(:checked) .mb-verdict{display:inline}
      .mb-right .mb-verdict{color:var(--good)}.mb-right .mb-verdict::before{content:"✓ "}
      .mb-wrong .mb-verdict{color:var(--bad)}.mb-wrong .mb-verdict::before{content:"✗ "}
      .footnotes{margin-top:3em;padding-top:1em;border-top:1px solid var(--line);font-size:.86em}
      .footnote-ref a{text-decoration:none;padding:0 .1em}
      :target:not(main,h1,h2,h3,h4,h5,h6,figure,section,.mb-cell,.equation){background:var(--mark);--ground:var(--mark);box-shadow:0 0 0 .25em var(--mark);border-radius:.1em}
      :is(h1,h2,h3,h4,h5,h6,figure,section,.mb-cell,.equation):target{background:none;box-shadow:-.5em 0 0 var(--bg),calc(-.5em - 3px) 0 0 var(--link);border-radius:0}
      .mb-side{display:none}
      @media (min-width:80rem){
      .mb-side{display:block;position:absolute;left:calc(100% + 2rem);width:12.5rem;font-size:.78em;line-height:1.45;color:var(--soft)}
      .mb-side p{margin:0 0 .5em}
      .mb-side sup a{text-decoration:none;margin-right:.35em}
      .has-sides .footnotes{display:none}
      }

      /* Where numbers come from; what references lead to */
      :root:has(#mb-sources:checked) .mb-num{text-decoration:underline dotted var(--link);text-decoration-thickness:.09em;text-underline-offset:.2em;cursor:help}
      .mb-sources{display:none;font-size:.8rem;font-family:var(--sans);font-size-adjust:none;margin:0 0 1.6em}
      :root:has(#mb-sources:checked) .mb-sources{display:block}
      .mb-sources>summary{color:var(--soft);padding:.3rem 0}
      .mb-sources th:nth-child(2){min-width:8rem}
      .mb-sources td:nth-child(2){overflow-wrap:anywhere}
      .mb-sources td:nth-child(n+3){overflow-wrap:normal}
      .mb-sources tr:target>*{background:var(--mark)}
      .mb-unverified{text-decoration:underline wavy var(--warn);text-underline-offset:.2em}
      .mb-note{position:fixed;inset:auto;margin:0;width:max-content;max-width:min(30rem,94vw);max-height:60vh;overflow:auto;padding:.7rem .9rem;background:var(--bg);color:var(--text);border:1px solid var(--line);border-radius:.4rem;box-shadow:0 .3rem 1.2rem #0003;font:400 .9rem/1.45 var(--serif);text-align:start;text-indent:0;white-space:normal}
      .mb-note>:last-child,.mb-note p{margin:0 0 .25rem}
      .mb-note dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem .8rem;margin:0}.mb-note dt{font-weight:400;color:var(--soft)}.mb-note dd{margin:0;overflow-wrap:anywhere}
      .mb-note .mb-data,.mb-note .mb-copy,.mb-note .footnote-backref{display:none}
      @media (max-width:40rem){.mb-note{inset:auto 0 0 0;width:auto;max-width:none;border-width:1px 0 0;border-radius:.7rem .7rem 0 0;padding:1.1rem 1rem 1.6rem}}

      /* Theorems, terms, sources, the index */
      .mb-statement{margin:0 0 1.3em;padding:.1em 0 .1em 1.1em;border-left:3px solid var(--line);overflow:hidden}
      .mb-statement>:last-child{margin-bottom:.2em}
      .mb-statement .mb-label{margin-right:.25em}
      :is(.mb-theorem,.mb-lemma,.mb-corollary,.mb-proposition,.mb-definition){border-color:var(--link)}
      .mb-proof{border:0;padding-left:0}
      .mb-proof>p:last-child::after{content:"∎";float:right}
      .mb-qed{text-align:right}
      .mb-cited{margin-top:2.5em;font-size:.86em}
      .mb-cited-title{font:600 .9rem var(--sans);font-size-adjust:none;margin-bottom:.4em}
      .mb-cited ul{list-style:none;padding:0}
      .mb-cited li,.mb-bib li{padding-left:1.6em;text-indent:-1.6em;margin:.4em 0;overflow-wrap:anywhere}
      .mb-bib{list-style:none;padding:0}
      .mb-numeric{list-style:decimal;padding-left:2em}
      .mb-numeric li{padding-left:.3em;text-indent:0}
      .mb-where{font-size:.84em}
      .mb-index{list-style:none;padding:0;columns:2 16rem}
      .mb-index li{padding-left:1em;text-indent:-1em}
      .mb-letter{margin:1.2em 0 .3em}
      .mb-lead{font-size:1.1em;color:var(--soft)}
      .mb-chapter{margin-top:4rem}
      .mb-chapter.mb-chapter:target{box-shadow:none}
      .mb-problems{position:fixed;z-index:20;inset:auto 0 0 0;margin:0;max-height:45vh;overflow:auto;padding:1rem 1.2rem;background:var(--bg);color:var(--bad);border-top:3px solid var(--bad);font-size:.8rem;white-space:pre-wrap}

      /* Page ends */
      .mb-turn{display:flex;gap:1rem;margin-top:3.5rem}
      .mb-turn a{flex:1;min-width:0;overflow-wrap:anywhere;padding:.8rem 1rem;border:1px solid var(--line);border-radius:.5rem;text-decoration:none;line-height:1.35}
      .mb-turn a:hover{border-color:var(--link)}
      .mb-turn span{display:block;font-size:.75rem;color:var(--soft)}
      .mb-prev span::before{content:"← "}.mb-next span::after{content:" →"}
      [dir=rtl] .mb-prev span::before{content:"→ "}[dir=rtl] .mb-next span::after{content:" ←"}
      .mb-next{text-align:right}
      .mb-foot{margin-top:2rem;font-size:.78rem;color:var(--soft)}
      /* Room for a short last section to come to the top when its anchor is followed. */
      .mb-foot{padding-bottom:60vh}
      .mb-foot p{margin:0 0 .4rem}
      .mb-foot a{color:inherit}

      /* The page of contents */
      .mb-contents{padding-left:2.2em}
      .mb-contents li{margin:.6em 0;padding-left:.4em}
      .mb-contents .mb-n1{margin-left:1.5em}.mb-contents .mb-n2{margin-left:3em}.mb-contents .mb-n3{margin-left:4.5em}
      .mb-contents li::marker{color:var(--soft);font-variant-numeric:tabular-nums lining-nums}
      .mb-contents p{margin:.1em 0 0;font-size:.86em;color:var(--soft)}

      /* Search and help */
      .mb-dialog{width:min(38rem,94vw);margin:10vh auto auto;padding:0;border:1px solid var(--line);border-radius:.6rem;background:var(--bg);color:var(--text);box-shadow:0 1rem 4rem #0006;font-size:.9rem}
      .mb-dialog::backdrop{background:#0006}
      .mb-dialog input{width:100%;padding:.9rem 1.1rem;border:0;border-bottom:1px solid var(--line);background:none;color:inherit;font:1.05rem var(--sans);outline:0}
      .mb-dialog ol{margin:0;padding:.4rem;list-style:none;max-height:60vh;overflow-y:auto}
      .mb-dialog li a{display:block;padding:.5rem .7rem;border-radius:.3rem;color:inherit;text-decoration:none}
      .mb-dialog li a:is(:hover,:focus,.on){background:var(--faint);outline:0}
      .mb-none{margin:0;padding:.5rem 1.1rem 0;color:var(--soft);font-size:.8rem}
      .mb-none:empty{display:none}
      .mb-said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
      .mb-dialog small{display:block;color:var(--soft)}
      .mb-dialog table{width:100%;border:0;margin:0}
      .mb-dialog:has(table){width:min(24rem,94vw);padding:1rem 1.2rem;outline:0}

      /* Letters of twice the size on a phone: signs keep theirs. */
      @media (max-width:19rem){
      .mb-head{padding:0 4px;gap:0}
      .mb-button{min-width:44px;padding:0 2px}
      .mb-button svg{width:22px;height:22px}
      .mb-switch span{font-size:.75rem}
      }

      /* Fingers */
      @media (hover:none),(max-width:40rem){
      /* It would cover code: a touch of the code shows it. */
      .mb-copy{height:2.75rem;min-width:4rem;top:0;right:0;pointer-events:none}
      .mb-codebox:is(:hover,:focus-within) .mb-copy{pointer-events:auto}
      .mb-text summary{min-height:2.75rem;align-content:center}
      }

      @media (forced-colors:active){pre,code{border:1px solid}}

      @media print{
      @page{margin:20mm 18mm}
      :root:root:root{color-scheme:light;--bg:#fff;--text:#000;--soft:#444;--line:#bbb;--faint:#f4f4f4;--link:#000;--good:#000;--bad:#000;--warn:#000;--tip:#000;
      --tok-k:#000;--tok-s:#333;--tok-c:#555;--tok-n:#000;--tok-f:#000;--tok-t:#000}
      body{font-size:10.5pt;line-height:1.42}
      .mb-head,.mb-nav[popover],.mb-turn,.mb-skip,.mb-copy,.mb-anchor,.mb-data,.mb-fold>summary,.mb-note,.mb-problems{display:none!important}
      .mb-page{display:block}
      .mb-main{padding:0!important}
      .mb-text,.mb-foot{max-width:none}
      pre{white-space:pre-wrap;border:1px solid var(--line)}
      .mb-scroll,.mb-chart,math[display=block],pre:not(.mb-problems){overflow:visible;background-image:none}
      .mb-chart>svg{max-width:min(100%,11.5cm)}
      h1,h2,h3,h4{break-after:avoid}
      table,pre,svg,.mb-figure:not(.mb-cell),.mb-stills,.mb-quiz,.markdown-alert,.admonition{break-inside:avoid}
      figcaption{break-before:avoid}
      .mb-foot{padding-bottom:0}
      p,li{orphans:3;widows:3}
      a{color:inherit;text-decoration:none}
      .mb-text a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em;color:var(--soft)}
      details:not([open])::details-content{content-visibility:visible;block-size:auto}
      }

      """###
    ),
    (
      "script.js",
      ###"""
      // Comfort only: every page reads well without this. No request but for the search index.
      (function (d, root) {
        "use strict";
        var store = {
          get: function (k) { try { return localStorage.getItem(k); } catch (e) { return null; } },
          set: function (k, v) { try { v ? localStorage.setItem(k, v) : localStorage.removeItem(k); } catch (e) {} }
        };
        function $(s) { return d.querySelector(s); }
        function all(s) { return Array.prototype.slice.call(d.querySelectorAll(s)); }
        function make(tag, name, text) {
          var e = d.createElement(tag);
          if (name) e.className = name;
          if (text) e.textContent = text;
          return e;
        }

        // What happened, for those who do not see it.
        var said;
        function say(words) {
          if (!said) {
            said = make("div", "mb-said");
            said.setAttribute("role", "status");
            d.body.appendChild(said);
          }
          setTimeout(function () { said.textContent = words; }, 50);
        }
        all(".mb-options input").forEach(function (e) {
          e.addEventListener("change", function () {
            say(e.closest("li").querySelector(".mb-verdict").textContent);
          });
        });

        // Colours: as the system, light, dark.
        var button = $("#mb-theme"), themes = ["", "light", "dark"];
        function showTheme() {
          var t = root.dataset.theme || "";
          if (button) {
            var words = "Colours: " + (t || "as the system");
            button.setAttribute("aria-label", words);
            button.title = words;
          }
        }
        if (button) button.onclick = function () {
          var t = themes[(themes.indexOf(root.dataset.theme || "") + 1) % 3];
          if (t) root.dataset.theme = t; else delete root.dataset.theme;
          store.set("mb-theme", t);
          showTheme();
        };
        showTheme();

        // A note beside what is pointed at: a popover, which is a sheet on a narrow screen.
        var note, noteOf, noteTimer, canPop = "popover" in HTMLElement.prototype;
        function hideNote() {
          clearTimeout(noteTimer);
          if (!note || !noteOf) return;
          note.hidePopover();
          if (noteOf.hasAttribute("aria-expanded")) noteOf.setAttribute("aria-expanded", "false");
          noteOf.removeAttribute("aria-describedby");
          noteOf = null;
        }
        function showNote(e, html) {
          if (!html || !canPop || noteOf === e) { clearTimeout(noteTimer); return; }
          hideNote();
          if (!note) {
            note = make("div", "mb-note");
            note.popover = "manual";
            note.onmouseenter = function () { clearTimeout(noteTimer); };
            note.onmouseleave = hideNote;
            note.id = "mb-note";
            note.addEventListener("focusin", function () { clearTimeout(noteTimer); });
            note.addEventListener("focusout", leave);
          }
          // Next to what it is about, so that Tab goes on into it.
          e.after(note);
          note.innerHTML = html;
          note.querySelectorAll("[id]").forEach(function (n) { n.removeAttribute("id"); });
          note.showPopover();
          noteOf = e;
          e.setAttribute("aria-describedby", note.id);
          if (e.hasAttribute("aria-expanded")) e.setAttribute("aria-expanded", "true");
          placeNote();
        }
        function placeNote() {
          if (innerWidth <= 640) { note.removeAttribute("style"); return; }
          var box = noteOf.getBoundingClientRect(), high = note.offsetHeight;
          note.style.left = Math.max(8, Math.min(box.left, innerWidth - note.offsetWidth - 8)) + "px";
          note.style.top = (box.bottom + high + 8 > innerHeight && box.top > high + 8 ? box.top - high - 6 : box.bottom + 6) + "px";
        }
        function leave() { clearTimeout(noteTimer); noteTimer = setTimeout(hideNote, 250); }
        function later(e, html, wait) {
          clearTimeout(noteTimer);
          noteTimer = setTimeout(function () { showNote(e, html()); }, wait);
        }
        addEventListener("scroll", function () {
          if (!noteOf || innerWidth <= 640) return;
          if (noteOf === d.activeElement || note.contains(d.activeElement)) placeNote(); else hideNote();
        }, { passive: true });
        d.addEventListener("click", function (e) {
          if (note && !note.contains(e.target) && !e.target.closest(".mb-num")) hideNote();
        });
        function pointable(e, html, wait) {
          e.addEventListener("mouseenter", function () { later(e, html, wait); });
          e.addEventListener("mouseleave", leave);
          e.addEventListener("focus", function () { later(e, html, 0); });
          e.addEventListener("blur", leave);
        }

        // Sources of numbers: remembered; the note is the number's row of the table below the section.
        var sources = $("#mb-sources");
        function sourceOf(e) {
          var row = d.getElementById(e.dataset.src), cells = row ? row.cells : [];
          if (!row) return "";
          var link = cells[4].querySelector("a");
          return "<dl><dt>From</dt><dd>" + cells[1].innerHTML + "</dd><dt>Value</dt><dd><b>" + cells[2].innerHTML + "</b></dd><dt>Stated</dt><dd>" + cells[0].innerHTML + ": " + cells[3].innerHTML
            + (link ? '</dd><dt>Where</dt><dd><a href="' + link.getAttribute("href") + '">cell ' + link.innerHTML + "</a>" : "") + "</dd></dl>";
        }
        function showSources() {
          all(".mb-num").forEach(function (e) {
            if (sources.checked) { e.tabIndex = 0; e.setAttribute("role", "button"); e.setAttribute("aria-expanded", "false"); }
            else ["tabindex", "role", "aria-expanded"].forEach(function (n) { e.removeAttribute(n); });
          });
          hideNote();
          store.set("mb-sources", sources.checked ? "1" : "");
        }
        if (sources) {
          if (store.get("mb-sources")) sources.checked = true;
          sources.onchange = showSources;
          all(".mb-num").forEach(function (e) {
            var html = function () { return sourceOf(e); };
            pointable(e, function () { return sources.checked ? html() : ""; }, 80);
            e.onclick = function () { if (sources.checked) { clearTimeout(noteTimer); showNote(e, html()); } };
            e.onkeydown = function (k) { if (k.key === "Enter" || k.key === " ") { k.preventDefault(); e.onclick(); } };
          });
          if (sources.checked) showSources();
        }

        // What references lead to, shown before one goes there.
        function previewOf(a) {
          var href = a.getAttribute("href"), target;
          var stored = all("[data-for]").filter(function (e) { return e.dataset.for === href; })[0];
          if (stored) return stored.innerHTML;
          if (href[0] !== "#" || a.closest(".mb-side")) return "";
          target = d.getElementById(decodeURIComponent(href.slice(1)));
          if (!target) return "";
          if (/^H[1-6]$/.test(target.tagName)) {
            var next = target.nextElementSibling;
            return "<p><b>" + target.textContent.replace(/\s*#$/, "") + "</b></p>" + (next && next.tagName === "P" ? next.outerHTML : "");
          }
          return target.innerHTML;
        }
        if (matchMedia("(hover:hover)").matches) all("a.mb-ref[href], .footnote-ref a").forEach(function (a) {
          a.removeAttribute("title");
          pointable(a, function () { return previewOf(a); }, 350);
        });

        // Copy buttons.
        all("pre.mb-code").forEach(function (pre) {
          var box = make("div", "mb-codebox"), copy = make("button", "mb-copy", "Copy");
          copy.type = "button";
          pre.parentNode.insertBefore(box, pre);
          box.appendChild(pre);
          box.appendChild(copy);
          copy.onclick = function () {
            var text = pre.textContent;
            function done() { copy.textContent = "Copied"; say("Copied"); setTimeout(function () { copy.textContent = "Copy"; }, 1500); }
            if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done); return; }
            var area = make("textarea");
            area.value = text;
            d.body.appendChild(area);
            area.select();
            if (d.execCommand("copy")) done();
            area.remove();
            copy.focus();
          };
        });

        // Footnotes beside the text where there is room.
        var text = $(".mb-text"), sides = [];
        all(".footnote-ref a").forEach(function (ref) {
          var note = d.getElementById(ref.getAttribute("href").slice(1));
          if (!note || !text) return;
          var side = make("aside", "mb-side"), sup = make("sup"), back = make("a", "", ref.textContent), block = ref;
          side.innerHTML = note.innerHTML;
          side.querySelectorAll(".footnote-backref,[id]").forEach(function (e) {
            if (e.classList.contains("footnote-backref")) e.remove(); else e.removeAttribute("id");
          });
          back.href = "#" + ref.id;
          back.setAttribute("aria-label", "Note " + ref.textContent + ", back");
          sup.appendChild(back);
          (side.querySelector("p") || side).prepend(sup);
          // After the block that refers to it, where it is read next.
          while (block.parentNode !== text) block = block.parentNode;
          while (block.nextElementSibling && block.nextElementSibling.matches(".mb-side")) block = block.nextElementSibling;
          block.after(side);
          sides.push([ref, side, note, note.id]);
        });
        // The one of the two that is seen is the one that a reference leads to.
        var wide = matchMedia("(min-width:80rem)");
        function nameSides() {
          sides.forEach(function (s) {
            s[wide.matches ? 2 : 1].removeAttribute("id");
            s[wide.matches ? 1 : 2].id = s[3];
          });
        }
        function placeSides() {
          var below = 0, origin = text.getBoundingClientRect().top;
          sides.forEach(function (pair) {
            var top = Math.max(pair[0].getBoundingClientRect().top - origin - 4, below);
            pair[1].style.top = top + "px";
            below = top + pair[1].offsetHeight + 12;
          });
        }
        if (sides.length) {
          root.classList.add("has-sides");
          nameSides();
          wide.addEventListener("change", nameSides);
          placeSides();
          window.addEventListener("resize", placeSides);
          window.addEventListener("load", placeSides);
          d.addEventListener("toggle", placeSides, true);
        }

        // What scrolls inside itself can be reached with the keyboard.
        function reach() {
          var seen = all("math,.mb-scroll,.mb-chart,pre");
          var cut = seen.map(function (e) { return e.scrollWidth > e.clientWidth + 1; });
          seen.forEach(function (e, i) {
            if (e.localName === "math") e.classList.toggle("mb-cut", cut[i]);
            if (cut[i]) e.tabIndex = 0; else e.removeAttribute("tabindex");
          });
        }
        reach();
        window.addEventListener("resize", reach);

        // The heading being read, in the contents.
        var links = all('.mb-toc a,.mb-nav li>a[href^="#ch"]'), spots = links.map(function (a) {
          return d.getElementById(decodeURIComponent(a.hash.slice(1)));
        });
        var nav = $("#mb-nav"), waiting = false;
        // Brings what is read now into the sight of the contents, which may be longer than the screen.
        function showHere() {
          var e = nav && (nav.querySelector(".mb-toc .on") || nav.querySelector("[aria-current]"));
          if (!e || !nav.clientHeight) return;
          var top = e.offsetTop - nav.scrollTop;
          if (top < 0 || top > nav.clientHeight - 60) nav.scrollTop = e.offsetTop - nav.clientHeight / 3;
        }
        function follow() {
          waiting = false;
          var on = -1;
          spots.forEach(function (e, i) { if (e && e.getBoundingClientRect().top < 120) on = i; });
          if (innerHeight + scrollY >= root.scrollHeight - 4 && scrollY > 0) on = spots.length - 1;
          if (links[on] && links[on].classList.contains("on")) return;
          links.forEach(function (a, i) { a.classList.toggle("on", i === on); });
          showHere();
        }
        if (links.length) {
          addEventListener("scroll", function () { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
          follow();
        }
        showHere();
        if (nav && nav.hidePopover) {
          var hideNav = function () { if (nav.matches(":popover-open")) nav.hidePopover(); };
          nav.addEventListener("click", function (e) { if (e.target.closest("a")) hideNav(); });
          nav.addEventListener("toggle", showHere);
          // A screen that was turned may have room for the contents beside the text.
          matchMedia("(min-width:60rem)").addEventListener("change", hideNav);
        }

        // Search: all of it is in the script of the index, asked for when a reader first searches.
        var opener = $("#mb-search-open"), isAsked;
        function openSearch() {
          if (window.mathbookSearch) { window.mathbookSearch(); return; }
          if (isAsked) return;
          isAsked = true;
          var tag = make("script");
          tag.src = opener.dataset.index;
          tag.onload = openSearch;
          d.head.appendChild(tag);
        }
        if (opener) opener.onclick = openSearch;

        // Keys.
        var help;
        function openHelp() {
          if (!help) {
            help = make("dialog", "mb-dialog");
            help.innerHTML = "<table><tbody>" + [["← →", "previous, next chapter"], ["/ or Ctrl K", "search"], ["s", "show sources of numbers"], ["Esc", "close"], ["?", "this list"]].map(function (r) {
              return "<tr><td><kbd>" + r[0] + "</kbd></td><td>" + r[1] + "</td></tr>";
            }).join("") + "</tbody></table>";
            help.setAttribute("aria-label", "Keys");
            help.onclick = function () { help.close(); };
            d.body.appendChild(help);
          }
          help.showModal();
        }
        d.addEventListener("keydown", function (e) {
          if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === "k") {
            if (opener) { e.preventDefault(); openSearch(); }
            return;
          }
          if (e.key === "Escape") hideNote();
          if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || $("dialog[open]")) return;
          // A dialog that closes keeps the focus until the next frame: what nobody sees takes no keys.
          var field = e.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]");
          if (field && !field.closest("dialog:not([open])")) return;
          if (e.key.indexOf("Arrow") === 0 && e.target.closest("[type=radio],[tabindex],pre,math")) return;
          var link = e.key === "ArrowLeft" ? $("a.mb-prev") : e.key === "ArrowRight" ? $("a.mb-next") : null;
          if (link) { if (!e.shiftKey) location.href = link.href; }
          else if (e.key === "/" && opener) { e.preventDefault(); openSearch(); }
          else if (e.key === "?") openHelp();
          else if (e.key === "s" && sources) sources.click();
        });
      })(document, document.documentElement);

      """###
    ),
    (
      "search.js",
      ###"""
      // The search: asked for with its index, which follows as a call of mathbookIndex({pages, sections}).
      (function (d) {
        "use strict";
        var opener = d.getElementById("mb-search-open"), dialog, input, list, told, index, vocabulary;
        function make(tag, name, text) {
          var e = d.createElement(tag);
          if (name) e.className = name;
          if (text) e.textContent = text;
          return e;
        }
        function fold(s) { return s.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, ""); }
        function words(s) { return s.split(/[^\p{L}\p{N}]+/u).filter(Boolean); }
        window.mathbookIndex = function (data) {
          var known = {};
          index = data.sections.map(function (s) {
            var page = data.pages[s[0]], e = {
              href: page[0] + (s[1] ? "#" + encodeURIComponent(s[1]) : ""), title: s[2] || page[1], top: !s[2], chapter: page[1], part: page[2],
              text: s[3], t: fold(s[2] || page[1]), c: fold(page[1]), x: fold(s[3])
            };
            e.w = words(e.t + " " + e.c + " " + e.x);
            e.w.forEach(function (w) { known[w] = (known[w] || 0) + 1; });
            e.all = " " + e.w.join(" ");
            e.tw = " " + words(e.t).join(" ");
            return e;
          });
          vocabulary = Object.keys(known);
          search();
        };
        // The letters to change, add, drop or swap to make b of a; at most two are counted.
        function slips(a, b) {
          if (Math.abs(a.length - b.length) > 2) return 3;
          var i, j, before = [], row = [], next;
          for (j = 0; j <= b.length; j++) row[j] = j;
          for (i = 1; i <= a.length; i++) {
            next = [i];
            for (j = 1; j <= b.length; j++) {
              next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
              if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
            }
            before = row;
            row = next;
          }
          return row[b.length];
        }
        // Where words may begin; in scripts without spaces, anywhere.
        function start(word) { return /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word) ? word : " " + word; }
        // What a word may stand for: itself as the start of words, else, or if all is wanted, also the
        // words nearest to it.
        function meanings(word, all) {
          var from = start(word), isThere = index.some(function (e) { return e.all.indexOf(from) >= 0; });
          if (isThere && !all || word.length < 4) return [word];
          var allowed = word.length < 8 ? 1 : 2, best = 3, found = [];
          vocabulary.forEach(function (w) {
            var s = Math.min(slips(word, w), w.length > word.length ? slips(word, w.slice(0, word.length)) : 3);
            if (!s || s > allowed || s > best) return;
            if (s < best) { best = s; found = []; }
            found.push(w);
          });
          found = found.slice(0, 8);
          return isThere || !found.length ? [word].concat(found) : found;
        }
        function score(e, word) {
          var best = 0, from = start(word);
          if ((e.tw + " ").indexOf(from + " ") >= 0) best = 30;
          else if (e.tw.indexOf(from) >= 0) best = 20;
          if (e.top && best) best += 12;
          if (!e.top && (" " + e.c).indexOf(from) >= 0) best += 5;
          if (e.all.indexOf(from + " ") >= 0) best += 4; else if (e.all.indexOf(from) >= 0) best += 3;
          return best;
        }
        function mark(into, text, wanted) {
          var at = 0;
          text.replace(/[\p{L}\p{N}\p{M}]+/gu, function (w, from) {
            var plain = fold(w);
            if (!wanted.some(function (k) { return (" " + plain).indexOf(start(k)) >= 0; })) return;
            into.appendChild(d.createTextNode(text.slice(at, from)));
            into.appendChild(make("mark", "", w));
            at = from + w.length;
          });
          into.appendChild(d.createTextNode(text.slice(at)));
        }
        // Sections with all the words asked for, or with some of them; the best first.
        function sections(asked, some) {
          var found = [], part = opener.dataset.part;
          index.forEach(function (e, i) {
            var sum = part && e.part === part ? 8 : 0, hits = 0;
            asked.forEach(function (near) {
              var s = Math.max.apply(null, near.map(function (w) { return score(e, w); }));
              if (s) { hits++; sum += s; }
            });
            if (some ? hits : hits === asked.length) found.push([sum + hits * 100, i]);
          });
          return found.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
        }
        function search() {
          if (!list || !index) return;
          list.textContent = told.textContent = "";
          if (!input.value.trim()) return;
          var typed = words(fold(input.value)), asked = typed.map(function (w) { return meanings(w); });
          var found = asked.length ? sections(asked) : [], partly = "";
          if (!found.length && typed.length > 1) {
            asked = typed.map(function (w) { return meanings(w, true); });
            found = sections(asked);
            if (!found.length) { found = sections(asked, true); partly = "No section has all of these words. With some of them: "; }
          }
          told.textContent = !found.length ? "Nothing found."
            : partly + (found.length > 20 ? "the first 20 of " : "") + found.length + (found.length > 1 ? " sections" : " section");
          var flat = [].concat.apply([], asked);
          found.slice(0, 20).forEach(function (f) {
            var e = index[f[1]], li = make("li"), a = make("a"), small = make("small"), at = -1;
            flat.forEach(function (w) { var p = (" " + e.x).search(new RegExp((start(w) === w ? "" : "[^\\p{L}\\p{N}]") + w, "u")); if (p >= 0 && (at < 0 || p < at)) at = p; });
            var from = Math.max(0, at - 40);
            if (from) from = e.text.indexOf(" ", from) + 1;
            a.href = opener.dataset.root + e.href;
            mark(a, e.title, flat);
            if (!e.top) small.appendChild(d.createTextNode(e.chapter + " — "));
            mark(small, (from ? "…" : "") + e.text.slice(from, from + 120) + (from + 120 < e.text.length ? "…" : ""), flat);
            a.appendChild(small);
            li.appendChild(a);
            list.appendChild(li);
          });
        }
        window.mathbookSearch = function () {
          if (!dialog) {
            dialog = make("dialog", "mb-dialog");
            input = make("input");
            input.type = "text";
            input.placeholder = "Search this book";
            input.setAttribute("aria-label", "Search this book");
            list = make("ol");
            told = make("p", "mb-none");
            told.setAttribute("role", "status");
            dialog.setAttribute("aria-label", "Search");
            dialog.appendChild(input);
            dialog.appendChild(told);
            dialog.appendChild(list);
            d.body.appendChild(dialog);
            input.oninput = search;
            dialog.onclick = function (e) {
              if (e.target === dialog || e.target.closest("a")) dialog.close();
            };
            dialog.onkeydown = function (e) {
              var step = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
              var items = [input].concat([].slice.call(list.querySelectorAll("a")));
              if (step) {
                e.preventDefault();
                items[(items.indexOf(d.activeElement) + step + items.length) % items.length].focus();
              } else if (e.key === "Enter" && d.activeElement === input && items[1]) items[1].click();
            };
          }
          if (!dialog.open) dialog.showModal();
          input.select();
        };
      })(document);

      """###
    ),
    (
      "watch.js",
      ###"""
      // While a book is watched: asks a small script which build the page is of, and reloads it.
      (function (d) {
        "use strict";
        var here = d.currentScript, root = here.dataset.root, own, box, lost;
        function spot() {
          var best = null;
          d.querySelectorAll("main [id]").forEach(function (e) {
            // What is not shown (data, stills, previews) is nowhere.
            if (e.getClientRects().length && e.getBoundingClientRect().top <= 80) best = e;
          });
          return { id: best ? best.id : "", off: best ? best.getBoundingClientRect().top : 0, y: scrollY };
        }
        // The place goes with the entry of the history, which the reloaded page has at once; a value in
        // the session's store may reach it late.
        function back() {
          var state = history.state, s = state && state.spot, e;
          if (!s) return;
          // The page is at least as new as the stamp for which it was reloaded; if there is a newer one by
          // now, it is asked for.
          own = state.stamp;
          history.replaceState(null, "");
          e = s.id && d.getElementById(s.id);
          if (s.id && !e) lost = s;
          history.scrollRestoration = "manual";
          scrollTo({ top: e ? scrollY + e.getBoundingClientRect().top - s.off : s.y, behavior: "instant" });
          addEventListener("beforeunload", function () { history.scrollRestoration = "auto"; });
        }
        window.mathbookStamp = function (stamp, problems) {
          if (own === undefined) own = stamp;
          if (own !== stamp) {
            // What this page has not, the next one may have again.
            try { history.replaceState({ spot: lost || spot(), stamp: stamp }, ""); } catch (e) {}
            location.reload();
            own = stamp;
            return;
          }
          if (!problems) { if (box) { box.remove(); box = null; } return; }
          if (!box) {
            box = d.createElement("pre");
            box.className = "mb-problems";
            box.setAttribute("role", "status");
            d.body.appendChild(box);
          }
          if (box.textContent !== problems) box.textContent = problems;
        };
        function ask() {
          var s = d.createElement("script");
          s.src = root + "stamp.js?" + Date.now();
          s.onload = s.onerror = function () { s.remove(); setTimeout(ask, 50); };
          d.head.appendChild(s);
        }
        back();
        addEventListener("load", ask);
      })(document);

      """###
    ),
  ]
}
