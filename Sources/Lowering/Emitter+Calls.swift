import Diagnostics
import Script

extension Emitter {
  func call(_ expression: TypedExpression) -> Piece {
    switch expression.kind {
    case .call(let function, let arguments):
      let parts = arguments.map { text($0) }
      return Piece("\(functionName(function))(\(parts.joined(separator: ", ")))")
    case .callMutating(let function, let place, let arguments):
      let parts = arguments.map { text($0) }
      return Piece(
        "\(functionName(function))(\((["&" + self.place(place)] + parts).joined(separator: ", ")))")
    case .callValue(let function, let arguments):
      let callee = text(function, .atom) + (isDual(function.type) ? ".plain" : "")
      let parts = arguments.map { text($0) }
      return Piece("\(callee)(\(parts.joined(separator: ", ")))")
    case .callLibrary(let index, let arguments):
      return libraryCall(index, arguments, expression.type)
    case .callLibraryMutating(let index, let place, let arguments):
      return libraryCall(index, changing: place, arguments, expression.type)
    case .differentiate(let derivative): return differentiate(derivative, expression.type)
    default: return Piece("()")
    }
  }

  // MARK: functions as values

  /// A function or closure as a value of the present mode.
  func functionValue(_ id: FunctionID, _ type: ValueType) -> Piece {
    if isDual(type), case .function(let function) = type { return dual(id, function) }
    return Piece(functionValue(id, inPresentMode: type))
  }

  /// A function or closure in both forms.
  func dual(_ id: FunctionID, _ type: ValueType.FunctionType) -> Piece {
    let plain = functionValue(id, inPresentMode: .function(type))
    let traced = inMode(.traced) { functionValue(id, inPresentMode: .function(type)) }
    return Piece(
      "\(dualType(type))(\n  \(indented(plain).drop { $0 == " " }),\n"
        + "  traced: \(indented(traced).drop { $0 == " " }))")
  }

  private func functionValue(_ id: FunctionID, inPresentMode type: ValueType) -> String {
    if !analysis.isDeclared(id) { return closure(id) }
    guard case .function(let function) = type else { return functionName(id) }
    let names = function.parameters.map { _ in fresh() }
    let parameters = zip(names, function.parameters).map { "\($0): \(parameterType($1))" }
    return "{ (\(parameters.joined(separator: ", "))) -> \(swift(function.result)) in "
      + "\(functionName(id))(\(names.joined(separator: ", "))) }"
  }

  /// A closure, written out where it stands.
  private func closure(_ id: FunctionID) -> String {
    let function = function(id)
    let outer = (current, enclosing)
    current = id
    enclosing = []
    defer { (current, enclosing) = outer }
    return apart { () -> String in
      var prologue: [String] = []
      let parameters = function.parameters.map { parameter($0, &prologue) }
      let header = "{ (\(parameters.joined(separator: ", "))) -> \(swift(function.result)) in"
      if prologue.isEmpty, function.body.count == 1,
        case .returning(let value?) = function.body[0].kind, children(of: id).isEmpty
      {
        let body = text(value)
        let isShort = !body.contains("\n") && header.count + body.count < 80
        return isShort ? "\(header) \(body) }" : "\(header)\n\(indented("return " + body))\n}"
      }
      let body = prologue + block(function.body, children(of: id), marksLines: false)
      return "\(header)\n\(indented(body.joined(separator: "\n")))\n}"
    }
  }

  /// An operator or a library function as a value.
  func adapter(_ expression: TypedExpression) -> Piece {
    guard case .function(let type) = expression.type else { return Piece("()") }
    func body() -> String {
      let names = type.parameters.map { _ in fresh() }
      let ids = zip(names, type.parameters).map { name, type in
        TypedExpression(.variable(placeholder(name)), type, at: expression.range)
      }
      let parameters = zip(names, type.parameters).map { "\($0): \(parameterType($1))" }
      let kind: TypedExpression.Kind =
        switch expression.kind {
        case .operatorValue(let operation): .binary(operation, ids[0], ids[1])
        case .libraryValue(let index): .callLibrary(index, ids)
        default: .boolean(false)
        }
      let inner = apart { text(TypedExpression(kind, type.result, at: expression.range)) }
      return "{ (\(parameters.joined(separator: ", "))) -> \(swift(type.result)) in \(inner) }"
    }
    guard isDual(expression.type) else { return Piece(body()) }
    let plain = body()
    return Piece("\(swift(expression.type))(\(plain), traced: \(inMode(.traced) { body() }))")
  }

  /// A variable that only the text knows, for the parameter of an adapter.
  private func placeholder(_ name: String) -> VariableID {
    let id = -1 - (names.keys.filter { $0 < 0 }.count)
    names[id] = name
    modes[id] = mode
    return id
  }

  // MARK: derivatives

  private func differentiate(_ derivative: Differentiation, _ type: ValueType) -> Piece {
    let points = derivative.points.map { (text($0), $0.type) }
    guard case .function(let function) = derivative.function.type else { return Piece("()") }
    let target: String
    if case .functionValue(let id) = derivative.function.kind {
      target = inMode(.traced) { functionValue(id, derivative.function.type).text }
    } else {
      let value = text(derivative.function, .atom)
      target = mode == .traced ? value : value + ".traced"
    }
    if mode == .plain, derivative.kind == .gradient, points.count == 1, function.result == .double,
      points[0].1 == .double || points[0].1.isTensor
    {
      return Piece("gradient(at: \(points[0].0), \(target))")
    }
    let name = fresh()
    let body = inMode(.traced) { () -> String in
      let arguments = function.parameters.enumerated().map { fromValue("\(name)[\($0)]", $1) }
      return toValue("\(name)f(\(arguments.joined(separator: ", ")))", function.result)
    }
    let values = points.map { toValue($0.0, $0.1) }
    let twin = inMode(.traced) { arrow(function) }
    let lines = [
      "let \(name)f: \(twin) = \(target)",
      "let \(name)r: ScriptValue = derivative(.\(derivative.kind.rawValue), at: "
        + "\(values.joined(separator: ", "))) { (\(name): [ScriptValue]) -> ScriptValue in",
      "  \(body)", "}", "return \(fromValue("\(name)r", type))",
    ]
    return Piece("{ () -> \(swift(type)) in\n" + indented(lines.joined(separator: "\n")) + "\n}()")
  }
}
