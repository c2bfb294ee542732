/// What a page needs so that its formulas look as TeX would set them.
package enum MathStyle {
  /// The style sheet of formulas.
  ///
  /// No font comes with it. Letters are plain characters: the classes `up`, `bf`, `it`, `bi`, `bb`,
  /// `cal`, `frak`, `sf` and `tt` say how they are set, and a single letter without a class is
  /// italic. The page needs no font with mathematical letters; with a mathematical font, fences
  /// and roots grow as they should, and `script` turns on that font's own italics. A formula in a line
  /// of text may use the leading of its line (a margin smaller than its padding asks for), so that a
  /// subscript does not push the lines apart.
  package static let css = """
    math{font-family:"Latin Modern Math","STIX Two Math","Libertinus Math","Cambria Math","Noto Sans Math",math,"DejaVu Serif",serif;font-size:1.06em;font-style:normal;font-weight:400;line-height:1.2}
    math .up,math [mathvariant]{font-style:normal}
    math .it{font-style:italic}
    math .bf{font-style:normal;font-weight:700}
    math .bi,math .bf.it{font-style:italic;font-weight:700}
    math .bb{font-style:normal;font-weight:700;-webkit-text-fill-color:transparent;-webkit-text-stroke:.022em currentcolor}
    math .cal,:root:not(.mathfont) math .cal{font-style:italic}
    math .frak{font-style:normal}
    :root:not(.mathfont) math .cal{font-family:"Snell Roundhand","Apple Chancery","URW Chancery L","Z003","Segoe Script","Monotype Corsiva","Latin Modern Roman",serif}
    :root:not(.mathfont) math .frak{font-family:"UnifrakturMaguntia","Old English Text MT","Latin Modern Roman",serif}
    math .sf{font-family:"Latin Modern Sans",Helvetica,Arial,"DejaVu Sans",sans-serif;font-style:normal}
    math .tt{font-family:"Latin Modern Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-style:normal}
    math .sf.it,math .tt.it{font-style:italic}
    .mathfont math [data-math]{font-style:normal;font-weight:400;-webkit-text-fill-color:currentcolor;-webkit-text-stroke:0}
    @supports not (-moz-appearance:none){
    math mi{font-family:"Latin Modern Roman","Latin Modern Math","STIX Two Text","STIX Two Math","Libertinus Serif",Cambria,"Noto Serif","Times New Roman","DejaVu Serif",serif;font-style:italic;text-transform:none}
    math .up,math [mathvariant],.mathfont math mi[data-math]{font-family:inherit;font-style:normal}
    math .it,math .bf,math .bi{font-family:"Latin Modern Roman","Latin Modern Math","STIX Two Text","STIX Two Math","Libertinus Serif",Cambria,"Noto Serif","Times New Roman","DejaVu Serif",serif}
    math .it,math .bi{font-style:italic}
    math .sf{font-family:"Latin Modern Sans",Helvetica,Arial,"DejaVu Sans",sans-serif}
    math .tt{font-family:"Latin Modern Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    .mathfont math mi:not([class]):not([mathvariant]){font-family:inherit;font-style:normal;text-transform:math-auto}
    mo.ap{margin-right:.1667em}
    }
    @supports (-moz-appearance:none){
    :is(msub,msup,msubsup,munder,mover,munderover,mmultiscripts)>:is(.sf,.tt,.cal,.frak):not(:first-child){font-size:.71em}
    math mi.bi:not(.it){font-style:normal}
    }
    math[display=block]{display:block;display:block math;width:100%;max-width:100%;margin:.7em 0;padding:.35em 0;text-align:center;overflow-x:auto;overflow-y:hidden}
    .equation{display:flex;align-items:center;gap:1em;margin:.9em 0}
    .equation>math[display=block]{flex:1 1 auto;min-width:0;width:auto;margin:0}
    .equation>.eqno{flex:none}
    mfrac{padding-inline:.14em}
    mfrac[linethickness="0"]{padding-inline:0}
    mtd{padding:.5ex .4em}
    mtd:first-child{padding-left:0}
    mtd:last-child{padding-right:0}
    mtable.sm>mtr>mtd{padding:.1ex .25em}
    mtable.sm>mtr>mtd:first-child{padding-left:0}
    mtable.sm>mtr>mtd:last-child{padding-right:0}
    mtable.ar>mtr>mtd:first-child{padding-left:.25em}
    mtable.ar>mtr>mtd:last-child{padding-right:.25em}
    mtable.ca>mtr>mtd{text-align:left}
    mtable.ca>mtr>mtd+mtd{padding-left:1em}
    mtable.al>mtr>mtd,mtable.ga>mtr>mtd{padding:.45ex 0}
    mtable.al>mtr>mtd:nth-child(odd){text-align:right}
    mtable.al>mtr>mtd:nth-child(even){text-align:left}
    mtable.al>mtr>mtd:nth-child(odd):not(:first-child,.l){padding-left:2em}
    mtable.nu{width:100%}
    mtable.al.nu>mtr>mtd:nth-child(odd){text-align:left}
    mtable.al.nu>mtr>mtd:nth-child(even){text-align:right}
    mtable.al.nu>mtr>mtd:nth-child(odd):not(:first-child,.c){padding-left:0}
    mtable.al.nu>mtr>mtd:nth-child(even):nth-child(n+4):not(.l){padding-left:2em}
    mtable.al>mtr>mtd.c:nth-child(n){padding-inline:.28em}
    mtable.nu>mtr>mtd.fill{width:50%}
    mtable>mtr>mtd.l,mtable.al>mtr>mtd.l:nth-child(n){text-align:left}
    mtable>mtr>mtd.r,mtable.al>mtr>mtd.r:nth-child(n){text-align:right}
    mtable>mtr>mtd.c,mtable.al>mtr>mtd.c:nth-child(n){text-align:center}
    mtable.nu>mtr>mtd.eqno:nth-child(n):nth-child(n){text-align:right}
    mtr.ht>mtd{border-top:.06em solid}
    mtr.hb>mtd{border-bottom:.06em solid}
    mtd.vl{border-left:.06em solid}
    mtd.vr{border-right:.06em solid}
    mtd.vl:first-child{padding-left:.4em}
    mtd.vr:last-child{padding-right:.4em}
    mrow.ov{border-top:.055em solid;padding-top:.13em}
    mrow.un{border-bottom:.055em solid;padding-bottom:.13em}
    mrow.box{border:.055em solid;padding:.28em .35em}
    mrow.cbox{padding:.2em .25em}
    mrow.angl{border-top:.055em solid;border-right:.055em solid;padding:.13em .13em 0 0}
    mrow:is(.cancel,.bcancel,.xcancel){padding:.22em .08em;margin:-.22em -.08em}
    mrow.cancel{background:linear-gradient(to bottom right,transparent calc(50% - .03em),currentcolor 0,currentcolor calc(50% + .03em),transparent 0)}
    mrow.bcancel{background:linear-gradient(to top right,transparent calc(50% - .03em),currentcolor 0,currentcolor calc(50% + .03em),transparent 0)}
    mrow.xcancel{background:linear-gradient(to top right,transparent calc(50% - .03em),currentcolor 0,currentcolor calc(50% + .03em),transparent 0),linear-gradient(to bottom right,transparent calc(50% - .03em),currentcolor 0,currentcolor calc(50% + .03em),transparent 0)}
    mrow.sout{background:linear-gradient(transparent calc(50% - .03em),currentcolor calc(50% - .03em),currentcolor calc(50% + .03em),transparent calc(50% + .03em))}
    mrow.llap{transform:translateX(-100%)}
    mrow.clap{transform:translateX(-50%)}
    mspace.rule{background:currentcolor}
    mo.vec{transform:scale(.75);margin-inline:-.28em}
    :root:not(.mathfont) mo.br{font-size:0}
    :root:not(.mathfont) mrow.ob{padding-top:.32em;background:linear-gradient(currentcolor,currentcolor) 0 0/100% .055em no-repeat,linear-gradient(currentcolor,currentcolor) 0 0/.055em .22em no-repeat,linear-gradient(currentcolor,currentcolor) 100% 0/.055em .22em no-repeat}
    :root:not(.mathfont) mrow.ub{padding-bottom:.32em;background:linear-gradient(currentcolor,currentcolor) 0 100%/100% .055em no-repeat,linear-gradient(currentcolor,currentcolor) 0 100%/.055em .22em no-repeat,linear-gradient(currentcolor,currentcolor) 100% 100%/.055em .22em no-repeat}
    :root:not(.mathfont) :is(.lb,.ld)>mo:first-child,:root:not(.mathfont) :is(.rb,.rd)>mo:last-child{font-size:0}
    :root:not(.mathfont) :is(.lb,.ld){margin-left:.1em;padding-left:.15em;border-left:.055em solid}
    :root:not(.mathfont) :is(.rb,.rd){margin-right:.1em;padding-right:.15em;border-right:.055em solid}
    :root:not(.mathfont) .ld{border-left:.2em double}
    :root:not(.mathfont) .rd{border-right:.2em double}
    math merror{color:#b00020;outline:0;border:0;background:none}
    math a{color:inherit}
    @supports (not (-webkit-backdrop-filter:blur(1px))) and (not (-moz-appearance:none)){
    mtable.ca>mtr>mtd,mtable>mtr>mtd.l,mtable.al>mtr>mtd:nth-child(even),mtable.al.nu>mtr>mtd:nth-child(odd){text-align:-webkit-left}
    mtable>mtr>mtd.r,mtable.al>mtr>mtd:nth-child(odd),mtable.al.nu>mtr>mtd:nth-child(even){text-align:-webkit-right}
    mtable>mtr>mtd.c,mtable.al>mtr>mtd.c:nth-child(n){text-align:-webkit-center}
    mtable.al>mtr>mtd.l:nth-child(n){text-align:-webkit-left}
    mtable.al>mtr>mtd.r:nth-child(n),mtable.nu>mtr>mtd.eqno:nth-child(n):nth-child(n){text-align:-webkit-right}
    math:not([display=block]){box-sizing:border-box;max-width:100%;overflow-x:auto;overflow-y:hidden;padding:.3em .1em;margin:-.6em -.1em}
    :is(td,th) math:not([display=block]){max-width:none;overflow:visible}
    .mathfont mrow.lr>mo:first-child,.mathfont mrow.lr>mo:last-child{margin-inline:-.08em}
    .mathfont mo.d1{margin-inline:-.14em}
    .mathfont mo.d2{margin-inline:-.1em}
    .mathfont mo.d3{margin-inline:-.06em}
    .mathfont mover[accent=true]>mo:not(.vec,[stretchy=true]):nth-child(2){transform:translateY(-.06em)}
    .mathfont :is(msqrt,mroot){margin-inline-end:-.07em}
    .lo>:first-child{padding-top:.25em}
    @media (forced-colors:none){:is(mover,munder)>mo[stretchy=true]{outline:8em solid transparent}}
    }
    @supports (-moz-appearance:none){mtd{padding-top:0;padding-bottom:0}}
    @supports (-webkit-backdrop-filter:blur(1px)){
    mover[accent=true]>mo:nth-child(2){transform:translateY(.35em)}
    mover[accent=true]>mo[stretchy=true]:nth-child(2){transform:none}
    }
    @media print{math,math[display=block],math:not([display=block]){overflow:visible}}
    @media (prefers-color-scheme:dark){math merror{color:#ff8a80}}
    """

  /// A line of script that finds a mathematical font and then turns on its own letters.
  ///
  /// It looks whether Latin letters have another width in a font of the stack than without it
  /// (mathematical ones would not tell: browsers take them from any font that has them), marks the page with the class `mathfont`, and puts the font's double-struck,
  /// script, Fraktur and bold italic letters in the place of the plain ones. Without such a font
  /// it keeps Firefox from asking for italic letters that no font has.
  package static let script = """
    (function(d){var c=d.createElement("canvas").getContext("2d"),w=function(f){c.font="40px "+f;return c.measureText("mwIlx").width},n=w("monospace"),f=["Latin Modern Math","STIX Two Math","Libertinus Math","Cambria Math","Noto Sans Math"].some(function(x){return w('"'+x+'",monospace')!==n});if(!f){if(CSS.supports("-moz-appearance","none"))d.querySelectorAll("math mi:not([mathvariant]):not(.up)").forEach(function(e){if(e.textContent.length<2){e.setAttribute("mathvariant","normal");e.classList.add("it")}});return}d.documentElement.classList.add("mathfont");var b={bb:[120120,120146],cal:[119964,119990],frak:[120068,120094],bi:[119912,119938]},h={119965:8492,119968:8496,119969:8497,119971:8459,119972:8464,119975:8466,119976:8499,119981:8475,119994:8495,119996:8458,120004:8500,120070:8493,120075:8460,120076:8465,120085:8476,120093:8488,120122:8450,120127:8461,120133:8469,120135:8473,120136:8474,120137:8477,120145:8484};Object.keys(b).forEach(function(k){d.querySelectorAll("math ."+k).forEach(function(e){var t=e.textContent,u=t.codePointAt(0),o=0;if(t.length!==1)return;if(u>64&&u<91)o=b[k][0]+u-65;else if(u>96&&u<123)o=b[k][1]+u-97;else if(k==="bi"&&u>944&&u<970)o=120630+u-945;else if(k==="bb"&&u>47&&u<58)o=120792+u-48;if(!o)return;e.setAttribute("data-math",t);e.textContent=String.fromCodePoint(h[o]||o)})})})(document);
    """

  /// The style sheet for a book that brings its own mathematical font, which lies at `address` as
  /// seen from the style sheet.
  package static func css(fontAt address: String) -> String {
    let quoted = address.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return """
      @font-face{font-family:"Book Math";src:url("\(quoted)");font-display:swap}

      """
        + css.replacing(
          "font-family:\"Latin Modern Math\"",
          with: "font-family:\"Book Math\",\"Latin Modern Math\""
        )
        .replacing(
          "font-family:\"Latin Modern Roman\",\"Latin Modern Math\"",
          with: "font-family:\"Book Math\",\"Latin Modern Roman\",\"Latin Modern Math\"")
  }

  /// The line of script for a book that brings its own mathematical font: it need not look for one.
  package static let scriptWithFont = script.replacing(
    "if(!f){", with: "if(!(f=true)){")
}
