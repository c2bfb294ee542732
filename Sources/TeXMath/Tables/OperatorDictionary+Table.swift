/// What a browser assumes of an operator by itself: the space on its sides and whether it grows.
///
/// - Source: MathML Core (W3C), appendix B.2, the operator dictionary, for the operators of our
///   tables; checked against the layout of Chromium 156.
enum OperatorDictionary {
  /// Where an operator stands in its row.
  enum Form: UInt8, CaseIterable { case prefix, infix, postfix }

  /// Space to the left and right, in eighteenths of an em.
  struct Spaces: Hashable {
    var left: Int8
    var right: Int8
  }

  /// The place in the dictionary of `symbol`; 0 if it is not listed.
  static func place(of symbol: String) -> UInt8 {
    let bytes = symbol.utf8
    guard let first = bytes.first else { return 0 }
    if first < 0x80 { return places[Int(first)] }
    guard let scalar = symbol.unicodeScalars.first, bytes.count <= 4 else { return 0 }
    return Int(scalar.value) < places.count ? places[Int(scalar.value)] : 0
  }

  /// The spaces around the operator at `place` in `form`; a form that is not listed falls back to
  /// one that is.
  static func spaces(_ place: UInt8, _ form: Form) -> Spaces {
    if place == 0 { return Spaces(left: 5, right: 5) }
    let entry = entries[Int(place)]
    return entry[form] ?? entry.infix ?? entry.postfix ?? entry.prefix ?? Spaces(left: 5, right: 5)
  }

  /// The spaces of an explicit `form`, where nothing falls back.
  static func exactSpaces(_ place: UInt8, _ form: Form) -> Spaces? { entries[Int(place)][form] }

  /// Whether a browser lets the operator at `place` grow with its row.
  static func isStretchy(_ place: UInt8) -> Bool { place != 0 && entries[Int(place)].isStretchy }

  private struct Entry: Hashable {
    var infix: Spaces?
    var prefix: Spaces?
    var postfix: Spaces?
    var isStretchy = false

    subscript(form: Form) -> Spaces? {
      switch form {
      case .prefix: prefix
      case .infix: infix
      case .postfix: postfix
      }
    }
  }

  private static let stretchy: [Unicode.Scalar] = [
    "(", ")", "[", "]", "{", "}", "|", "‖", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "⟮", "⟯", "⟦", "⟧", "⟪",
    "⟫", "↑", "↓", "↕", "⇑", "⇓", "⇕", "↿", "↾", "⇃", "⇂", "⇈", "⇊",
  ]

  /// The entries that differ, after one for what is not listed.
  private static let entries: [Entry] = tables.entries
  /// Where the entry of each scalar stands among `entries`.
  private static let places: [UInt8] = tables.places

  private static let tables: (entries: [Entry], places: [UInt8]) = {
    let listed = makeEntries()
    var entries = [Entry()]
    var places = [UInt8](repeating: 0, count: Int(listed.keys.max() ?? 0) + 1)
    for (scalar, entry) in listed.sorted(by: { $0.key < $1.key }) {
      if !entries.contains(entry) { entries.append(entry) }
      places[Int(scalar)] = UInt8(entries.firstIndex(of: entry) ?? 0)
    }
    return (entries, places)
  }()

  private static func makeEntries() -> [UInt32: Entry] {
    var table: [UInt32: Entry] = [:]
    func each(_ symbols: String, _ change: (inout Entry) -> Void) {
      for scalar in symbols.unicodeScalars { change(&table[scalar.value, default: Entry()]) }
    }
    each("+−±∓/÷∩∪⋒⋓⊎⊓⊔∨∧∖⊕⊖⊘∔⊼⊻⩞⋏⋎⊝⊞⊟∶") { $0.infix = Spaces(left: 4, right: 4) }
    each("×⋅∗⋆∘∙≀⋄⊗⊙⨿⋉⋊⋋⋌⊛⊚⋇⊺⊠⊡?.@%^") { $0.infix = Spaces(left: 3, right: 3) }
    each(":,;") { $0.infix = Spaces(left: 0, right: 3) }
    each("\u{2061}_\\") { $0.infix = Spaces(left: 0, right: 0) }
    each("|‖∼∴∵") { $0.infix = Spaces(left: 5, right: 5) }
    each("+−±∓([{⟨⌊⌈⟮⟦⟪⦃|‖∇∀∃∄¬∠∡∢∁‘“∼∴∵") { $0.prefix = Spaces(left: 0, right: 0) }
    each("∂√") { $0.prefix = Spaces(left: 3, right: 0) }
    each("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆⨅⨉∫∬∭⨌∮∯∰∱∲∳⨏") { $0.prefix = Spaces(left: 3, right: 3) }
    each("!)]}⟩⌋⌉⟯⟧⟫⦄|‖′″‴‵¯~˙¨ˇ˘°&’”⌣⌢⏞⏟_^%") { $0.postfix = Spaces(left: 0, right: 0) }
    for scalar in stretchy { table[scalar.value, default: Entry()].isStretchy = true }
    return table
  }
}
