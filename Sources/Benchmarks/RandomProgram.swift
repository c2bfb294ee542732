import Numerics

/// A random well-typed chapter of swift-math, for the comparison of the interpreter with compiled Swift.
///
/// The same seed gives the same program. Expressions are made by type, from the variables and
/// functions that are there, so that the checker takes them; indices stay inside, shapes fit and loops
/// end, so that they run. What they compute does not matter, only that both compute the same bits:
/// NaN and infinity are welcome.
struct RandomProgram {
  /// The types whose values a program hands around.
  enum Kind: CaseIterable {
    case number, truth, text, vector, matrix, texts, table, maybe, pair, point, color
  }

  private var random: RandomSource
  private var names: [Kind: [String]] = [:]
  /// Variables that may be assigned.
  private var changeable: [Kind: [String]] = [:]
  /// Functions of numbers that a derivative may go through, by the number of parameters.
  private var functions: [(name: String, count: Int)] = []
  /// Functions from Vector to Double.
  private var vectorFunctions: [String] = []
  private var count = 0
  private var lines: [String] = []
  private var indent = ""
  /// Whether the code being made is differentiated, so that everything in it has a derivative.
  private var isSmooth = false

  /// The program of a seed.
  init(seed: UInt64) { random = RandomSource(seed: seed, stream: 77) }

  /// The chapter as Markdown.
  mutating func chapter(named name: String) -> String {
    var result = "# \(name)\n\n"
    lines = [
      "struct Point {", "  var x: Double", "  var y: Double",
      "  func squared() -> Double { x * x + y * y }",
      "  mutating func move(by d: Double) {", "    x += d", "    y -= d * 0.5", "  }", "}",
      "enum Color { case red, green, blue }",
    ]
    result += cell()
    for _ in 0..<(4 + random.nextInt(below: 3)) {
      for _ in 0..<(3 + random.nextInt(below: 5)) { statement(depth: 0) }
      result += cell()
    }
    for _ in 0..<3 { derivative() }
    for (kind, list) in names.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      if let name = list.last, kind != .table { lines.append(name) }
    }
    return result + cell()
  }

  private mutating func cell() -> String {
    defer { lines = [] }
    return "```swift-math\n" + lines.joined(separator: "\n") + "\n```\n\n"
  }

  // MARK: choices

  private mutating func chance(_ percent: Int) -> Bool { random.nextInt(below: 100) < percent }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[random.nextInt(below: list.count)]
  }

  private mutating func fresh(_ prefix: String) -> String {
    count += 1
    return "\(prefix)\(count)"
  }

  private mutating func emit(_ line: String) { lines.append(indent + line) }

  /// Runs `body` as an inner block: its variables are gone afterwards.
  private mutating func inBlock(_ body: (inout RandomProgram) -> Void) {
    let outer = (names, changeable, indent, functions, vectorFunctions)
    indent += "  "
    body(&self)
    (names, changeable, indent, functions, vectorFunctions) = outer
  }

  // MARK: statements

  private mutating func statement(depth: Int) {
    switch random.nextInt(below: depth > 1 ? 7 : 14) {
    case 0, 1, 2: declaration()
    case 3: if !isSmooth, depth == 0 { emit(shown(pick(Kind.allCases))) } else { declaration() }
    case 4, 5: assignment()
    case 6: printing()
    case 7: branch(depth)
    case 8: counting(depth)
    case 9: each(depth)
    case 10: selection(depth)
    case 11: function(depth)
    case 12: waiting(depth)
    default: vectorFunction(depth)
    }
  }

  private mutating func shown(_ kind: Kind) -> String {
    // A statement that starts with a sign or a brace would go on with the line above.
    let text = expression(kind, 3)
    return "let \(fresh("r")) = \(text)\nr\(count)".replacingLast(indent)
  }

  private mutating func declaration() {
    let kind = pick(isSmooth ? [.number, .number, .vector, .truth] : Kind.allCases)
    let isVariable = chance(50)
    let name = fresh(String("\(kind)".prefix(2)))
    emit("\(isVariable ? "var" : "let") \(name): \(type(kind)) = \(expression(kind, 3))")
    names[kind, default: []].append(name)
    if isVariable { changeable[kind, default: []].append(name) }
  }

  private mutating func assignment() {
    let kind = pick(
      isSmooth
        ? [Kind.number, .vector]
        : [.number, .vector, .matrix, .text, .texts, .table, .point, .maybe, .truth])
    guard let list = changeable[kind], !list.isEmpty else { return declaration() }
    let name = pick(list)
    switch kind {
    case .number:
      emit(
        chance(60)
          ? "\(name) \(pick(["+=", "-=", "*="])) \(expression(.number, 2))"
          : "\(name) = \(expression(.number, 2))")
    case .vector:
      switch random.nextInt(below: 4) {
      case 0: emit("\(name)[\(index(3))] = \(expression(.number, 2))")
      case 1: emit("\(name)[\(index(3))] += \(expression(.number, 2))")
      case 2: emit("\(name) \(pick(["+=", "*="])) \(expression(.number, 1))")
      default: emit("\(name) = \(expression(.vector, 2))")
      }
    case .matrix:
      switch random.nextInt(below: 3) {
      case 0: emit("\(name)[\(index(2)), \(index(3))] -= \(expression(.number, 1))")
      case 1: emit("\(name)[\(index(2)), ...] = \(expression(.vector, 1))")
      default: emit("\(name) = \(expression(.matrix, 2))")
      }
    case .texts:
      emit(
        chance(50)
          ? "\(name).append(\(expression(.text, 1)))" : "\(name)[0] = \(expression(.text, 1))")
    case .table:
      emit(
        chance(50)
          ? "\(name)[\(expression(.text, 0)), default: 0] += \(expression(.number, 1))"
          : "\(name)[\(expression(.text, 0))] = \(expression(.number, 1))")
    case .point:
      emit(
        chance(50)
          ? "\(name).move(by: \(expression(.number, 1)))" : "\(name).x = \(expression(.number, 1))")
    default: emit("\(name) = \(expression(kind, 2))")
    }
  }

  private mutating func printing() {
    if isSmooth { return declaration() }
    emit(
      "print(\(expression(pick(Kind.allCases), 2)), \"\\(\(expression(.number, 2)), \"\(pick([".3f", ".2e", "+.4g", ",.1f"]))\")\")"
    )
  }

  private mutating func branch(_ depth: Int) {
    if !isSmooth, chance(30) {
      emit("if let got\(depth) = (\(expression(.maybe, 1))) {")
      inBlock {
        $0.names[.number, default: []].append("got\(depth)")
        $0.statement(depth: depth + 1)
      }
    } else {
      emit("if (\(expression(.truth, 2))) {")
      inBlock { $0.statement(depth: depth + 1) }
    }
    emit("} else {")
    inBlock { $0.statement(depth: depth + 1) }
    emit("}")
  }

  private mutating func counting(_ depth: Int) {
    let name = fresh("i")
    let range = pick(["0..<3", "1...4", "stride(from: 0, to: 1, by: 0.3)"])
    emit("for \(name) in \(range)\(chance(20) ? " where \(name) < 3" : "") {")
    inBlock {
      $0.names[.number, default: []].append(name)
      for _ in 0..<2 { $0.statement(depth: depth + 1) }
      if $0.chance(20) {
        $0.emit("if (\($0.expression(.truth, 1))) { \($0.pick(["continue", "break"])) }")
      }
    }
    emit("}")
  }

  private mutating func each(_ depth: Int) {
    let name = fresh("e")
    let kind: Kind = isSmooth || chance(60) ? .number : .text
    emit("for \(name) in (\(expression(kind == .number ? .vector : .texts, 1))) {")
    inBlock {
      $0.names[kind, default: []].append(name)
      $0.statement(depth: depth + 1)
    }
    emit("}")
  }

  private mutating func selection(_ depth: Int) {
    if isSmooth { return declaration() }
    let isNumber = chance(50)
    emit("switch \(isNumber ? "(\(expression(.number, 1))).rounded()" : expression(.color, 0)) {")
    for label in isNumber
      ? ["case 0", "case 1...3, 7", "default"] : ["case .red", "case .green, .blue"]
    {
      emit("\(label):")
      inBlock { $0.emit("print(\($0.expression(.text, 1)))") }
    }
    emit("}")
  }

  private mutating func waiting(_ depth: Int) {
    let name = fresh("n")
    emit("var \(name) = 0.0")
    emit("while \(name) < \(2 + random.nextInt(below: 3)) {")
    inBlock {
      $0.emit("\(name) += 1")
      $0.names[.number, default: []].append(name)
      $0.statement(depth: depth + 1)
    }
    emit("}")
  }

  // MARK: functions

  private mutating func function(_ depth: Int) {
    if depth > 0 { return declaration() }
    let name = fresh("f")
    let count = 1 + random.nextInt(below: 2)
    let parameters = (0..<count).map { _ in fresh("a") }
    emit(
      "func \(name)(\(parameters.map { "_ \($0): Double" }.joined(separator: ", "))) -> Double {")
    let outer = isSmooth
    isSmooth = true
    inBlock {
      $0.changeable = [:]
      $0.names = [
        .number: $0.names[.number] ?? [], .vector: $0.names[.vector] ?? [],
        .matrix: $0.names[.matrix] ?? [],
      ]
      $0.names[.number, default: []] += parameters + parameters
      for _ in 0..<(1 + $0.random.nextInt(below: 3)) { $0.statement(depth: 1) }
      $0.emit("return \($0.expression(.number, 3))")
    }
    isSmooth = outer
    emit("}")
    functions.append((name, count))
  }

  private mutating func vectorFunction(_ depth: Int) {
    if depth > 0 { return declaration() }
    let name = fresh("g")
    let parameter = fresh("v")
    emit("func \(name)(_ \(parameter): Vector) -> Double {")
    let outer = isSmooth
    isSmooth = true
    inBlock {
      $0.changeable = [:]
      $0.names = [
        .number: $0.names[.number] ?? [], .vector: [parameter, parameter],
        .matrix: $0.names[.matrix] ?? [],
      ]
      for _ in 0..<(1 + $0.random.nextInt(below: 3)) { $0.statement(depth: 1) }
      $0.emit("return \($0.expression(.number, 3))")
    }
    isSmooth = outer
    emit("}")
    vectorFunctions.append(name)
  }

  /// Shows a derivative of one of the functions.
  private mutating func derivative() {
    switch random.nextInt(below: 5) {
    case 0:
      guard let f = functions.filter({ $0.count == 1 }).last else { break }
      return emit("gradient(at: \(number())) { t in \(f.name)(t) * t }")
    case 1:
      guard let f = functions.filter({ $0.count == 2 }).last else { break }
      return emit("gradient(at: \(number()), \(number())) { s, t in \(f.name)(s, t) + s }")
    case 2:
      guard let g = vectorFunctions.last else { break }
      return emit("gradient(at: [\(number()), \(number()), \(number())], in: \(g))")
    case 3:
      guard let f = functions.first(where: { $0.count == 1 }) else { break }
      emit(
        "let (value\(count), slope\(count)) = valueWithGradient(at: \(number())) { t in \(f.name)(t) - t }"
      )
      emit("value\(count)")
      emit("slope\(count)")
      count += 1
      return
    default: break
    }
    isSmooth = true
    let parameter = fresh("w")
    names[.vector, default: []] += [parameter, parameter, parameter]
    let text = expression(.number, 4)
    names[.vector]?.removeLast(3)
    isSmooth = false
    emit(
      "gradient(at: [\(number()), \(number()), \(number())]) { \(parameter) in \(text) + sum(\(parameter)) }"
    )
  }

  // MARK: expressions

  func type(_ kind: Kind) -> String {
    switch kind {
    case .number: "Double"
    case .truth: "Bool"
    case .text: "String"
    case .vector: "Vector"
    case .matrix: "Matrix"
    case .texts: "[String]"
    case .table: "[String: Double]"
    case .maybe: "Double?"
    case .pair: "(x: Double, name: String)"
    case .point: "Point"
    case .color: "Color"
    }
  }

  private mutating func number() -> String {
    pick(["0.5", "1", "2", "3", "0.1", "1.75", "4", "7", "0.25", "10", "1e-3", "0.3", "12.5"])
  }

  private mutating func index(_ count: Int) -> String { "\(random.nextInt(below: count))" }

  private mutating func expression(_ kind: Kind, _ depth: Int) -> String {
    if let list = names[kind], !list.isEmpty, chance(depth == 0 ? 75 : 30) { return pick(list) }
    switch kind {
    case .number: return numberExpression(depth)
    case .truth: return truthExpression(depth)
    case .text: return textExpression(depth)
    case .vector: return vectorExpression(depth)
    case .matrix: return matrixExpression(depth)
    default: return otherExpression(kind, depth)
    }
  }

  private mutating func numberExpression(_ depth: Int) -> String {
    if depth <= 0 { return number() }
    let next = depth - 1
    func n(_ p: inout RandomProgram) -> String { p.expression(.number, next) }
    switch random.nextInt(below: isSmooth ? 15 : 24) {
    case 0, 1: return "(\(n(&self)) \(pick(["+", "-", "*", "/"])) \(n(&self)))"
    case 2:
      return "\(n(&self)) \(pick(["+", "-", "*"])) \(n(&self)) \(pick(["+", "*"])) \(n(&self))"
        .parenthesized
    case 3: return "(\(n(&self))) ** 2".parenthesized
    case 4:
      return "\(pick(["sin", "cos", "exp", "tanh", "square", "sqrt", "abs", "atan"]))(\(n(&self)))"
    case 5: return "\(pick(["max", "min"]))(\(n(&self)), \(n(&self)))"
    case 6: return "(\(expression(.truth, next)) ? \(n(&self)) : \(n(&self)))"
    case 7:
      guard let f = functions.last else { return number() }
      return "\(f.name)(\((0..<f.count).map { _ in n(&self) }.joined(separator: ", ")))"
    case 8: return "\(expression(.vector, next).parenthesized)[\(index(3))]"
    case 9: return "dot(\(expression(.vector, next)), \(expression(.vector, next)))"
    case 10: return "\(pick(["sum", "mean", "norm"]))(\(expression(.vector, next)))"
    case 11:
      return
        "\(expression(.vector, next).parenthesized).reduce(\(n(&self))) { p, q in p + q * \(number()) }"
    case 12: return "(-\(n(&self).parenthesized))"
    case 13: return "\(expression(.matrix, next).parenthesized)[\(index(2)), \(index(3))]"
    case 14: return "(\(number()) / \(n(&self).parenthesized))"
    case 15: return "\(expression(.text, next).parenthesized).count"
    case 16: return "\(expression(.maybe, next).parenthesized) ?? \(number())".parenthesized
    case 17: return "\(expression(.pair, next).parenthesized).x"
    case 18: return "\(expression(.point, next).parenthesized).\(pick(["x", "y", "squared()"]))"
    case 19: return "\(expression(.texts, next).parenthesized).count"
    case 20: return "(\(expression(.table, next))[\(expression(.text, 0))] ?? \(number()))"
    case 21: return "(\(n(&self)) % \(number()))"
    case 22:
      return
        "\(expression(.vector, next).parenthesized).\(pick(["max()", "min()", "first", "last", "count"]))"
    default: return "(\(n(&self))).rounded()"
    }
  }

  private mutating func truthExpression(_ depth: Int) -> String {
    if depth <= 0 { return pick(["true", "false"]) }
    let next = depth - 1
    switch random.nextInt(below: isSmooth ? 3 : 7) {
    case 0, 1:
      return
        "\(expression(.number, next)) \(pick(["<", ">", "<=", ">=", "==", "!="])) \(expression(.number, next))"
        .parenthesized
    case 2:
      return
        "(\(expression(.truth, next)) \(pick(["&&", "||"])) !\(expression(.truth, next).parenthesized))"
    case 3:
      return "(\(expression(.text, next)) \(pick(["<", "==", "!="])) \(expression(.text, next)))"
    case 4: return "(\(expression(.color, next)) == \(expression(.color, 0)))"
    case 5:
      return "\(expression(.vector, next).parenthesized).contains(where: { $0 > \(number()) })"
    default: return "(\(expression(.maybe, next)) == nil)"
    }
  }

  private mutating func textExpression(_ depth: Int) -> String {
    if depth <= 0 { return pick(["\"a\"", "\"bee\"", "\"\"", "\"x y\"", "\"é\""]) }
    let next = depth - 1
    switch random.nextInt(below: 6) {
    case 0: return "(\(expression(.text, next)) + \(expression(.text, next)))"
    case 1:
      return
        "\"<\\(\(expression(pick([.number, .truth, .vector, .pair, .maybe, .point]), next)))>\""
    case 2: return "\(expression(.text, next).parenthesized).uppercased()"
    case 3: return "\(expression(.texts, next).parenthesized).joined(separator: \"-\")"
    case 4: return "\(expression(.pair, next).parenthesized).name"
    default:
      return
        "(\(expression(.truth, next)) ? \(expression(.text, next)) : \(expression(.text, next)))"
    }
  }

  private mutating func vectorExpression(_ depth: Int) -> String {
    if depth <= 0 { return "[\(number()), \(number()), \(number())]" }
    let next = depth - 1
    switch random.nextInt(below: isSmooth ? 8 : 11) {
    case 0:
      return
        "[\(expression(.number, next)), \(expression(.number, next)), \(expression(.number, next))]"
    case 1:
      return "(\(expression(.vector, next)) \(pick(["+", "-", "*"])) \(expression(.vector, next)))"
    case 2:
      return
        "(\(expression(.vector, next)) \(pick(["+", "-", "*", "/"])) \(expression(.number, next)))"
    case 3: return "(\(expression(.number, next)) * \(expression(.vector, next)))"
    case 4:
      return
        "\(expression(.vector, next).parenthesized).map { \(pick(["$0 * $0", "sin($0)", "$0 + \(number())", "$0 > 1 ? $0 : -$0"])) }"
    case 5: return "\(pick(["exp", "tanh", "square", "softmax"]))(\(expression(.vector, next)))"
    case 6: return "\(expression(.matrix, next).parenthesized)[\(index(2)), ...]"
    case 7: return "(-\(expression(.vector, next).parenthesized))"
    case 8: return "(\(expression(.vector, next)) ** \(pick(["2", "0.5", "3"])))"
    case 9:
      return "zip(\(expression(.vector, next)), \(expression(.vector, next))).map { p, q in p - q }"
    default: return "\(expression(.vector, next).parenthesized).reversed()"
    }
  }

  private mutating func matrixExpression(_ depth: Int) -> String {
    let rows = "[[\(number()), \(number()), \(number())], [\(number()), \(number()), \(number())]]"
    if depth <= 0 { return rows }
    let next = depth - 1
    switch random.nextInt(below: 5) {
    case 0: return "[\(expression(.vector, next)), \(expression(.vector, next))]"
    case 1:
      return "(\(expression(.matrix, next)) \(pick(["+", "-", "*"])) \(expression(.matrix, next)))"
    case 2: return "(\(expression(.matrix, next)) * \(expression(.vector, next)))"
    case 3: return "(\(expression(.matrix, next)) \(pick(["+", "*"])) \(expression(.number, next)))"
    default:
      return
        "(\(expression(.matrix, next)) • [\(expression(.vector, next)), \(expression(.vector, next)), \(expression(.vector, next))])"
    }
  }

  private mutating func otherExpression(_ kind: Kind, _ depth: Int) -> String {
    let next = max(0, depth - 1)
    switch kind {
    case .texts:
      return chance(50) || depth <= 0
        ? "[\(expression(.text, next)), \(expression(.text, next))]"
        : "\(expression(.texts, next).parenthesized).\(pick(["map { $0 + \"!\" }", "filter { $0 != \"a\" }", "reversed()"])) + [\"z\"]"
          .parenthesized
    case .table: return "[\"k\": \(expression(.number, next)), \"a\": \(expression(.number, next))]"
    case .maybe:
      return depth > 0 && chance(60)
        ? "\(expression(.vector, next).parenthesized).first(where: { $0 > \(number()) })"
        : "Double(\"\(pick(["1.5", "x", "-2"]))\")"
    case .pair: return "(x: \(expression(.number, next)), name: \(expression(.text, next)))"
    case .point: return "Point(x: \(expression(.number, next)), y: \(expression(.number, next)))"
    default: return pick(["Color.red", "Color.green", "Color.blue"])
    }
  }
}

extension String {
  /// The text in parentheses, unless it is one word or has them.
  fileprivate var parenthesized: String {
    let isWord = allSatisfy { $0.isLetter || $0.isNumber }
    return isWord ? self : "(\(self))"
  }

  /// Puts `indent` in front of the last line.
  fileprivate func replacingLast(_ indent: String) -> String {
    split(separator: "\n").joined(separator: "\n" + indent)
  }
}
