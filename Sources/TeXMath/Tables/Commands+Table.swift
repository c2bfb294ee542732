/// What a command does.
enum Command: Hashable, Sendable {
  /// A symbol with its class.
  case symbol(String, AtomClass)
  /// A letter, italic or upright unless a style is in force.
  case letter(String, LetterStyle)
  /// A large operator.
  case bigOperator(String, limits: Bool)
  /// A named function.
  case function(String, limits: Bool)
  /// Empty space in em.
  case space(Double)
  /// A mark on an argument.
  case accent(MathNode.Accent)
  /// A style of letters for an argument.
  case letters(LetterStyle)
  /// A style of letters for the rest of the group, as in old TeX.
  case lettersFromHere(LetterStyle)
  /// Text in an argument.
  case text(TextChange)
  /// A size of mathematics for the rest of the group.
  case mathSize(MathSize)
  /// A size of text for the rest of the group.
  case textSize(Double)
  /// A delimiter of a stated size.
  case sizedDelimiter(Int, AtomClass)
  /// An arrow that grows with what stands above and below.
  case arrow(String)
  /// A fraction with two arguments.
  case fraction(FractionKind)
  /// A fraction that splits its group.
  case infix(FractionKind)
  /// An argument that counts as another class.
  case classed(AtomClass)
  /// An argument that is not seen or takes no space.
  case phantom(MathNode.Phantom)
  /// An argument that is marked as a whole.
  case enclosure(MathNode.Enclosure)
  /// A matrix in the style of plain TeX: `\pmatrix{a & b \cr c & d}`.
  case plainTable(String)
  /// A colour for an argument or the rest of the group, as old KaTeX had them: `\blue x`.
  case namedColor(String)
  /// A definition.
  case definition(Definition)
  /// Everything that has a rule of its own.
  case action(Action)
  /// Nothing.
  case ignored

  /// How `\text…` changes the style of text.
  enum TextChange: UInt8, Hashable, Sendable {
    case plain, bold, italic, sansSerif, monospaced, medium, upright
  }

  /// The fractions that have a name.
  enum FractionKind: UInt8, Hashable, Sendable {
    case fraction, display, text, continued, slanted, binomial, displayBinomial, textBinomial
    case atop, brace, brack, above
  }

  /// The commands that define.
  enum Definition: UInt8, Hashable, Sendable {
    case newCommand, renewCommand, provideCommand, mathOperator, def, globalDef, expandedDef
    case globalExpandedDef, letAlias, futureLet, prefix, globalPrefix
  }

  /// The commands with a rule of their own.
  enum Action: UInt8, Hashable, Sendable {
    case left, right, middle, begin, end, root, operatorName, substack, tag, label, reference
    case equationReference, noTag, not, overset, underset, stackrel, overUnderset, color, textColor
    case colorBox, frameBox, defineColor, cancelTo, sideSet, preScript, choice, genericFraction
    case spaceArgument, kern, rule, raise, link, url, verbatim, character, unicode, image
    case bra, ket, braket, braKetStretch, setBraces, setBracesStretch, bordered, modulo, moduloBrace
    case moduloPlain, binaryModulo, logo, styleAttribute, textAccent, dots, smash, root2
    case beginGroup, endGroup, rowEnd, horizontalLine, ignoreArgument
    case displayLimits, special, mathOpen, mathClose, rootOf, angln, underBar, mathBox, limits,
      noLimits, variantLimit, poorBold, circled, mathOperator
  }
}

/// The commands by name; the symbol lists and the short lists below make it once.
enum CommandTable {
  /// Every command, in the order of names, after one place that is empty.
  static let list: [Command] = [.ignored] + names.map { commands[$0] ?? .ignored }

  /// The place of a command in `list`; 0 for a name that is none.
  static func code(of name: String) -> UInt16 { code(of: Array(name.utf8)[...]) }

  /// The place of a command in `list`; 0 for a name that is none.
  static func code(of name: ArraySlice<UInt8>) -> UInt16 {
    name.withUnsafeBufferPointer { name in
      let codes = self.codes
      var slot = hash(name) & (codes.count - 1)
      while codes[slot] != 0 {
        let code = codes[slot]
        if matches(name, code) { return code }
        slot = (slot + 1) & (codes.count - 1)
      }
      return 0
    }
  }

  /// FNV-1a, which is short and spreads short names well.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }

  private static func matches(_ name: UnsafeBufferPointer<UInt8>, _ code: UInt16) -> Bool {
    let (start, end) = (nameStarts[Int(code) - 1], nameStarts[Int(code)])
    guard end - start == name.count else { return false }
    for index in 0..<name.count where nameBytes[start + index] != name[index] { return false }
    return true
  }

  /// The name with `code`, if it is in `list`.
  static func name(of code: UInt16) -> String? {
    code == 0 || Int(code) > names.count ? nil : names[Int(code) - 1]
  }

  /// `\ `, and the commands that the token stream itself obeys.
  static let space = code(of: "space")
  static let expandAfter = code(of: "expandafter")
  static let csName = code(of: "csname")
  static let endCSName = code(of: "endcsname")

  /// The names of all commands, sorted.
  static let names: [String] = commands.keys.sorted()

  /// What a character that is no letter or digit means.
  static func command(of scalar: Unicode.Scalar) -> Command? {
    scalar.value < 0x80 ? asciiCharacters[Int(scalar.value)] : characters[scalar]
  }

  private static let commands: [String: Command] = makeCommands()
  /// All names, one after the other, and where each starts.
  private static let nameBytes: [UInt8] = names.flatMap { Array($0.utf8) }
  private static let nameStarts: [Int] = names.reduce(into: [0]) { starts, name in
    starts.append((starts.last ?? 0) + name.utf8.count)
  }
  /// An open hash table of places in `list`, a quarter full.
  private static let codes: [UInt16] = {
    var size = 1
    while size < names.count * 4 { size *= 2 }
    var table = [UInt16](repeating: 0, count: size)
    for (index, name) in names.enumerated() {
      var slot = Array(name.utf8).withUnsafeBufferPointer { hash($0) } & (size - 1)
      while table[slot] != 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = UInt16(index + 1)
    }
    return table
  }()
  private static let characters: [Unicode.Scalar: Command] = makeCharacters()
  private static let asciiCharacters: [Command?] = {
    var result = [Command?](repeating: nil, count: 0x80)
    for (scalar, command) in ascii { result[Int(scalar.value)] = command }
    return result
  }()

  /// What `\not` makes of a symbol.
  static let negations: [String: String] = {
    var result: [String: String] = [:]
    forEachPair(SymbolTable.negations) { plain, negated in result[plain] = negated }
    return result
  }()

  /// Commands of packages that LaTeX does not load by itself: a book may define them anew with
  /// `\newcommand`.
  static let convenience: Set<String> = [
    "R", "N", "Z", "Q", "C", "H", "P", "S", "O", "L", "argmax", "argmin", "plim", "reals", "Reals",
    "cnums", "Complex", "natnums", "real", "image", "bra", "ket", "braket", "Bra", "Ket", "Braket",
    "set", "Set", "blue", "red", "green", "gray", "pink", "purple", "orange", "teal", "sub", "sube",
    "supe", "ang", "and", "or", "empty", "larr", "rarr", "tg", "ctg", "cotg", "sh", "ch", "th",
    "cth", "cosec", "arctg", "arcctg", "sech", "csch", "arsinh", "arcosh", "artanh", "Alpha",
    "Beta", "Epsilon", "Zeta", "Eta", "Iota", "Kappa", "Mu", "Nu", "Omicron", "Rho", "Tau", "Chi",
    "exist", "id", "style", "class", "unicode", "AC", "sun", "smiley", "euro", "cent", "degree",
    "circled", "Perp", "bold", "href", "url", "html", "ratio", "i", "j", "o", "l", "d", "And",
    "clubs", "diamonds", "hearts", "spades", "infin", "isin", "lang", "rang", "sdot", "bull",
    "norm",
    "abs", "ce", "pu", "dv", "pdv", "qty", "grad", "curl", "th", "ng", "NG", "DH", "dh", "TH", "DJ",
    "dj", "phase", "angl", "sout", "tag", "sect", "restriction", "standardstate", "cancelto",
  ]

  /// Calls `body` for each two words of `text`.
  static func forEachPair(_ text: String, _ body: (String, String) -> Void) {
    var first: String?
    for word in text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
      let word = String(decoding: word, as: UTF8.self)
      if let name = first {
        body(name, word)
        first = nil
      } else {
        first = word
      }
    }
  }

  private static func makeCommands() -> [String: Command] {
    var table: [String: Command] = [:]
    table.reserveCapacity(1_400)
    func add(_ text: String, _ make: (String) -> Command) {
      forEachPair(text) { name, symbol in table[name] = make(symbol) }
    }
    add(SymbolTable.ordinary) { .symbol($0, $0 == "⋯" ? .inner : .ordinary) }
    add(SymbolTable.uprightLetters) { .letter($0, .upright) }
    add(SymbolTable.italicLetters) { .letter($0, .italic) }
    add(SymbolTable.binary) { .symbol($0, .binary) }
    add(SymbolTable.relations) { .symbol($0, .relation) }
    add(SymbolTable.opening) { .symbol($0, .open) }
    add(SymbolTable.closing) { .symbol($0, .close) }
    add(SymbolTable.punctuation) { .symbol($0, .punctuation) }
    add(SymbolTable.sums) { .bigOperator($0, limits: true) }
    add(SymbolTable.integrals) { .bigOperator($0, limits: false) }
    for name in words(SymbolTable.functions) { table[name] = .function(name, limits: false) }
    for name in words(SymbolTable.limits) { table[name] = .function(name, limits: true) }
    for (name, command) in structural { table[name] = command }
    for (names, command) in shared {
      for name in words(names) { table[name] = command }
    }
    return table
  }

  private static func words(_ text: String) -> [String] {
    text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A })
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func makeCharacters() -> [Unicode.Scalar: Command] {
    var table: [Unicode.Scalar: Command] = [:]
    func add(_ text: String, _ make: (String) -> Command) {
      forEachPair(text) { _, symbol in
        let scalars = symbol.unicodeScalars
        guard let scalar = scalars.first, scalars.count == 1, table[scalar] == nil else { return }
        if scalar.value > 0x7F { table[scalar] = make(symbol) }
      }
    }
    add(SymbolTable.italicLetters) {
      $0 > "Α" && $0 < "Ϊ" ? .letter($0, .upright) : .letter($0, .italic)
    }
    add(SymbolTable.opening) { .symbol($0, .open) }
    add(SymbolTable.closing) { .symbol($0, .close) }
    add(SymbolTable.relations) { .symbol($0, .relation) }
    add(SymbolTable.binary) { .symbol($0, .binary) }
    add(SymbolTable.sums) { .bigOperator($0, limits: true) }
    add(SymbolTable.integrals) { .bigOperator($0, limits: false) }
    add(SymbolTable.uprightLetters) { .letter($0, .upright) }
    add(SymbolTable.ordinary) { .symbol($0, $0 == "⋯" ? .inner : .ordinary) }
    table["‖"] = .symbol("‖", .ordinary)
    table["⊥"] = .symbol("⊥", .relation)
    table["△"] = .symbol("△", .ordinary)
    table["▽"] = .symbol("▽", .ordinary)
    table["·"] = .symbol("⋅", .binary)
    table["•"] = .symbol("∙", .binary)
    table["−"] = .symbol("−", .binary)
    table["∣"] = .symbol("∣", .relation)
    return table
  }
}
