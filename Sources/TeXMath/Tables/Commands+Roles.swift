extension Command {
  /// What the reader of a list asks of a command before anything else.
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt8
    /// It splits its group, as `\over` does.
    static let infix = Roles(rawValue: 1)
    /// It governs the rest of its list, or is no atom.
    static let governs = Roles(rawValue: 2)
    /// It ends every list: `\right`, `\end`.
    static let ends = Roles(rawValue: 4)
    /// It ends a cell.
    static let rowEnd = Roles(rawValue: 8)
    /// It ends mathematics inside text.
    static let mathClose = Roles(rawValue: 16)
    /// It says where scripts go.
    static let limits = Roles(rawValue: 32)
  }

  /// Its roles; most commands have none.
  var roles: Roles {
    switch self {
    case .infix: .infix
    case .lettersFromHere, .mathSize, .textSize, .definition: .governs
    case .action(let action): Self.roles(of: action)
    default: []
    }
  }

  private static func roles(of action: Action) -> Roles {
    switch action {
    case .color, .middle, .dots: .governs
    case .rowEnd: [.governs, .rowEnd]
    case .end, .right, .endGroup: .ends
    case .mathClose: .mathClose
    case .limits, .noLimits, .displayLimits: .limits
    default: []
    }
  }

  /// The node that it is by itself; nil if it takes arguments or does something.
  var atom: MathNode? {
    switch self {
    case .symbol(let symbol, let kind): MathNode(.symbol(symbol, kind))
    case .letter(let letter, let style): MathNode(.identifier(letter), letters: style)
    case .bigOperator(let symbol, let limits): MathNode(.bigOperator(symbol, limits: limits))
    case .function(let name, let limits): MathNode(.operatorName(name, limits: limits))
    case .space(let width): MathNode(.space(width))
    default: nil
    }
  }
}

extension CommandTable {
  /// The roles of each command in `list`.
  static let roles: [Command.Roles] = list.map(\.roles)
  /// The node that each command in `list` is by itself, which only needs its place.
  static let atoms: [MathNode?] = list.map(\.atom)
  /// The node that each ASCII character is by itself; digits and points may be part of a number.
  static let asciiAtoms: [MathNode?] = (0..<0x80).map { (value: UInt8) -> MathNode? in
    let scalar = Unicode.Scalar(value)
    if scalar.properties.isAlphabetic { return MathNode(.identifier(String(scalar))) }
    return command(of: scalar)?.atom
  }
}
