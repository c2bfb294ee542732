/// The commands that stand for one symbol, by class: a name, then its character.
///
/// Written by hand from the symbol lists of LaTeX, amssymb, stmaryrd and mathtools, and the names
/// that wikis use (texvc). A later entry for the same character gives no new class to the bare
/// character, so the common reading comes first.
enum SymbolTable {
  /// Lower-case Greek and other letters that are set in italics.
  static let italicLetters = """
    alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν
    xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi ϕ chi χ psi ψ omega ω
    varepsilon ε vartheta ϑ varkappa ϰ varpi ϖ varrho ϱ varsigma ς varphi φ digamma ϝ
    thetasym ϑ imath ı jmath ȷ
    varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ
    varPsi Ψ varOmega Ω
    """

  /// Capitals and other letters that are set upright.
  static let uprightLetters = """
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ
    Digamma Ϝ ell ℓ hbar ℏ hslash ℏ wp ℘ weierp ℘ Re ℜ real ℜ Im ℑ image ℑ Finv Ⅎ Game ⅁ eth ð
    aleph ℵ alef ℵ alefsym ℵ beth ℶ gimel ℷ daleth ℸ Bbbk k mho ℧
    R ℝ reals ℝ Reals ℝ N ℕ natnums ℕ Z ℤ cnums ℂ Complex ℂ
    AA Å AE Æ OE Œ O Ø ss ß aa å ae æ oe œ o ø DH Ð dh ð TH Þ th þ DJ Đ dj đ L Ł l ł NG Ŋ ng ŋ
    i ı j ȷ
    """

  /// Ordinary symbols.
  static let ordinary = """
    infty ∞ infin ∞ partial ∂ nabla ∇ prime ′ backprime ‵ emptyset ∅ empty ∅ varnothing ∅
    forall ∀ exists ∃ exist ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ ang ∠ measuredangle ∡
    sphericalangle ∢ triangle △ triangledown ▽ square □ Box □ Diamond ◊ lozenge ◊ blacksquare ■
    blacktriangle ▲ blacktriangledown ▼ blacklozenge ⧫ bigstar ★ surd √ degree ° complement ∁
    diagup ╱ diagdown ╲ flat ♭ natural ♮ sharp ♯ clubsuit ♣ clubs ♣ diamondsuit ♢ diamonds ♢
    heartsuit ♡ hearts ♡ spadesuit ♠ spades ♠ checkmark ✓ maltese ✠ circledR ® circledS Ⓢ
    yen ¥ pounds £ mathsterling £ euro € cent ¢ copyright © S § P ¶ dag † ddag ‡ mathdollar $
    ldots … mathellipsis … dotso … dotsc … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱
    adots ⋰ iddots ⋰ hdots … % % $ $ # # & & _ _ backslash \\ | ‖ Vert ‖ vert |
    lq ‘ rq ’ sect § texteuro € textdollar $ textasciitilde ~ textasciicircum ^ textbackslash \\
    textbar | textbardbl ‖ textunderscore _ textdagger † textdaggerdbl ‡ textregistered ®
    textsterling £ textdegree ° textbraceleft { textbraceright } textless < textgreater >
    textellipsis … textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “
    textquotedblright ” textsection § copyright © standardstate ⦵ minuso ⦵ shpos ⩨ shneg ⩩
    mathvisiblespace ␣ upalpha α upbeta β AC ∿ smiley ☺ sun ☉ astrosun ☉
    """

  /// Binary operators.
  static let binary = """
    pm ± plusmn ± mp ∓ times × div ÷ cdot ⋅ cdotp ⋅ sdot ⋅ centerdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙
    bull ∙ cap ∩ cup ∪ Cap ⋒ doublecap ⋒ Cup ⋓ doublecup ⋓ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨
    wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽
    triangleleft ◃ triangleright ▹ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘
    odot ⊙ bigcirc ◯ dagger † ddagger ‡ amalg ⨿ dotplus ∔ ltimes ⋉ rtimes ⋊ leftthreetimes ⋋
    rightthreetimes ⋌ barwedge ⊼ veebar ⊻ doublebarwedge ⩞ curlywedge ⋏ curlyvee ⋎ circleddash ⊝
    circledast ⊛ circledcirc ⊚ divideontimes ⋇ intercal ⊺ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡
    gtrdot ⋗ lessdot ⋖ And & * ∗ obar ⌽
    """

  /// Relations.
  static let relations = """
    leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ lt < gt > equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ propto ∝
    varpropto ∝ ll ≪ gg ≫ lll ⋘ llless ⋘ ggg ⋙ gggtr ⋙ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧
    prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ precapprox ⪷
    succapprox ⪸ precneqq ⪵ succneqq ⪶ precnsim ⋨ succnsim ⋩ precnapprox ⪹ succnapprox ⪺
    subset ⊂ sub ⊂ supset ⊃ subseteq ⊆ sube ⊆ supseteq ⊇ supe ⊇ subseteqq ⫅ supseteqq ⫆
    subsetneq ⊊ supsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ varsubsetneq ⊊ varsupsetneq ⊋
    varsubsetneqq ⫋ varsupsetneqq ⫌ Subset ⋐ Supset ⋑ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑
    sqsupseteq ⊒ in ∈ isin ∈ notin ∉ ni ∋ owns ∋ notni ∌ mid ∣ nmid ∤ shortmid ∣ nshortmid ∤
    parallel ∥ nparallel ∦ shortparallel ∥ nshortparallel ∦ perp ⊥ Perp ⫫ vdash ⊢ dashv ⊣ models ⊨
    vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ asymp ≍ doteq ≐ Doteq ≑
    doteqdot ≑ fallingdotseq ≒ risingdotseq ≓ eqcirc ≖ circeq ≗ triangleq ≜ bumpeq ≏ Bumpeq ≎
    coloneqq ≔ coloneq ≔ colonequals ≔ Coloneqq ⩴ Coloneq ⩴ coloncolonequals ⩴ eqqcolon ≕
    eqcolon ≕ equalscolon ≕ Eqqcolon =∷ Eqcolon −∷ equalscoloncolon =∷ minuscolon −: minuscoloncolon −∷
    colonminus :− coloncolonminus ∷− vcentcolon : ratio ∶ dblcolon ∷ coloncolon ∷ colonapprox :≈
    Colonapprox ∷≈ coloncolonapprox ∷≈ colonsim :∼ Colonsim ∷∼ coloncolonsim ∷∼ approxcolon ≈:
    approxcoloncolon ≈∷ simcolon ∼: simcoloncolon ∼∷ approxeq ≊ thickapprox ≈ thicksim ∼ backsim ∽
    backsimeq ⋍ eqsim ≂ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷
    lesseqgtr ⋚ gtreqless ⋛ lesseqqgtr ⪋ gtreqqless ⪌ eqslantless ⪕ eqslantgtr ⪖ curlyeqprec ⋞
    curlyeqsucc ⋟ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ lvertneqq ≨ gvertneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉
    gnapprox ⪊ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ nleqslant ≰ ngeqslant ≱ nleqq ≰ ngeqq ≱ nprec ⊀ nsucc ⊁
    npreceq ⋠ nsucceq ⋡ nsim ≁ ncong ≇ nsubseteq ⊈ nsupseteq ⊉ nsubseteqq ⊈ nsupseteqq ⊉
    vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵ ntriangleleft ⋪
    ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭ vartriangle △ blacktriangleleft ◀
    blacktriangleright ▶ between ≬ pitchfork ⋔ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ smallsmile ⌣
    smallfrown ⌢ therefore ∴ because ∵ backepsilon ϶ multimap ⊸ multimapinv ⟜ origof ⊶ imageof ⊷
    to → rightarrow → rarr → gets ← leftarrow ← larr ← leftrightarrow ↔ lrarr ↔ harr ↔
    Rightarrow ⇒ rArr ⇒ Rarr ⇒ Leftarrow ⇐ lArr ⇐ Larr ⇐ Leftrightarrow ⇔ hArr ⇔ lrArr ⇔ Harr ⇔
    Lrarr ⇔ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹
    Longleftarrow ⟸ Longleftrightarrow ⟺ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼
    mapsfrom ↤ uparrow ↑ uarr ↑ downarrow ↓ darr ↓ updownarrow ↕ Uparrow ⇑ uArr ⇑ Uarr ⇑
    Downarrow ⇓ dArr ⇓ Darr ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖
    hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼ leftharpoondown ↽ rightharpoonup ⇀
    rightharpoondown ⇁ upharpoonleft ↿ upharpoonright ↾ restriction ↾ downharpoonleft ⇃
    downharpoonright ⇂ rightleftharpoons ⇌ leftrightharpoons ⇋ leadsto ⇝ rightsquigarrow ⇝
    leftsquigarrow ⇜ leftrightsquigarrow ↭ twoheadrightarrow ↠ twoheadleftarrow ↞
    rightarrowtail ↣ leftarrowtail ↢ leftleftarrows ⇇ rightrightarrows ⇉ leftrightarrows ⇆
    rightleftarrows ⇄ upuparrows ⇈ downdownarrows ⇊ Lleftarrow ⇚ Rrightarrow ⇛ looparrowleft ↫
    looparrowright ↬ curvearrowleft ↶ curvearrowright ↷ circlearrowleft ↺ circlearrowright ↻
    Lsh ↰ Rsh ↱ dashrightarrow ⇢ dasharrow ⇢ dashleftarrow ⇠ nleftarrow ↚ nrightarrow ↛
    nleftrightarrow ↮ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎
    """

  /// Opening delimiters.
  static let opening = """
    lbrace { { { lbrack [ lparen ( langle ⟨ lang ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ ulcorner ⌜
    llcorner ⌞ lmoustache ⎰ lgroup ⟮ llbracket ⟦ lBrace ⦃ lAngle ⟪ llangle ⟪
    """

  /// Closing delimiters.
  static let closing = """
    rbrace } } } rbrack ] rparen ) rangle ⟩ rang ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ urcorner ⌝
    lrcorner ⌟ rmoustache ⎱ rgroup ⟯ rrbracket ⟧ rBrace ⦄ rAngle ⟫ rrangle ⟫
    """

  /// Punctuation.
  static let punctuation = "colon :"

  /// Large operators whose scripts go above and below in display.
  static let sums = """
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀
    biguplus ⨄ bigsqcup ⨆ bigsqcap ⨅ bigtimes ⨉ intop ∫
    """

  /// Integrals: their scripts stay beside them.
  static let integrals = """
    int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ smallint ∫ intclockwise ∱
    varointclockwise ∲ ointctrclockwise ∳ fint ⨏
    """

  /// Functions whose scripts stay beside them.
  static let functions = """
    log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arctg arcctg
    tg ctg cotg cosec sh ch th cth cotg dim ker hom deg arg sech csch arsinh arcosh artanh
    """

  /// Functions whose scripts go below them in display.
  static let limits = "lim max min sup inf det gcd Pr argmax argmin plim"

  /// What `\not` makes of a relation, where Unicode has a character for it.
  static let negations = """
    = ≠ < ≮ > ≯ ≤ ≰ ≥ ≱ ∈ ∉ ∋ ∌ ≡ ≢ ∼ ≁ ≃ ≄ ≈ ≉ ≅ ≇ ⊂ ⊄ ⊃ ⊅ ⊆ ⊈ ⊇ ⊉ ∣ ∤ ∥ ∦ ≺ ⊀ ≻ ⊁ ⪯ ⋠ ⪰ ⋡ ≼ ⋠ ≽ ⋡
    → ↛ ← ↚ ↔ ↮ ⇒ ⇏ ⇐ ⇍ ⇔ ⇎ ∃ ∄ ⊢ ⊬ ⊨ ⊭ ⊩ ⊮ ≍ ≭ ≲ ≴ ≳ ≵ ≶ ≸ ≷ ≹ ⊑ ⋢ ⊒ ⋣ ⊲ ⋪ ⊳ ⋫ ⊴ ⋬ ⊵ ⋭
    """

  /// Characters that may follow `\left`, `\right`, `\middle` and `\big`.
  static let delimiters: Set<String> = [
    "(", ")", "[", "]", "{", "}", "|", "‖", "∥", "∣", "/", "\\", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "⎰",
    "⎱", "⟮", "⟯", "⟦", "⟧", "⦃", "⦄", "⟪", "⟫", "⌜", "⌝", "⌞", "⌟", "↑", "↓", "↕", "⇑", "⇓", "⇕",
    "<", ">", "∖", "┌", "┐", "└", "┘", "√",
  ]
}
