import Numerics
import Plotting
import Script
import Tensors

/// What a reader can set, what moves, and what must hold in every state.
extension StandardLibrary {
  /// The most positions of one slider.
  static let positionLimit = 101
  /// The most frames of an animation.
  static let frameLimit = 300

  static let controls: [LibraryFunction] = [
    LibraryFunction.general(
      "slider",
      "(_ label: String, _ range: Range, step: Double? = nil, value: Double? = nil) -> Double",
      "A slider of the page: a number that the reader sets; the chapter is computed for each of its positions.",
      "let rate = slider(\"learning rate\", 0.1...1, step: 0.1, value: 0.3)\nrate", "0.3"
    ) { arguments, context in
      context.value(of: try slider(arguments))
    }.asControl(),
    LibraryFunction.general(
      "slider", "(_ label: String, _ values: Vector, value: Double? = nil) -> Double",
      "A slider over the numbers of a list, such as powers of ten.",
      "let rate = slider(\"learning rate\", [0.001, 0.01, 0.1], value: 0.01)\nrate", "0.01"
    ) { arguments, context in
      let values = try arguments.vector(1)
      return context.value(
        of: try slider(
          arguments.string(0), values, initial: arguments.isNone(2) ? nil : arguments.number(2)))
    }.asControl(),
    LibraryFunction.general(
      "choice", "(_ label: String, _ options: [String], value: String? = nil) -> String",
      "A choice of the page: one of several texts, which the reader picks.",
      "let optimizer = choice(\"optimizer\", [\"SGD\", \"Adam\"])\noptimizer", "SGD"
    ) { arguments, context in
      let options = try arguments.strings(1)
      let wanted = arguments.isNone(2) ? options.first ?? "" : try arguments.string(2)
      return context.value(
        of: try control(
          .choice, arguments.string(0), options.map { .string($0) }, options,
          initial: options.firstIndex(of: wanted), wanted))
    }.asControl(),
    LibraryFunction.general(
      "toggle", "(_ label: String, value: Bool = false) -> Bool",
      "A switch of the page, which the reader turns on or off.",
      "let hasMask = toggle(\"causal mask\", value: true)\nhasMask", "true"
    ) { arguments, context in
      let initial = try arguments.flag(1)
      return context.value(
        of: try control(
          .toggle, arguments.string(0), [.bool(false), .bool(true)], ["off", "on"],
          initial: initial ? 1 : 0, ""))
    }.asControl(),
    .general(
      "check", "(_ condition: Bool, _ message: String = \"\") -> Void",
      "Stops with an error if the condition does not hold; with controls it is tested in every state.",
      "check(1 + 1 == 2)\nprint(\"holds\")", "holds\n"
    ) { arguments, _ in
      guard try arguments.flag(0) else {
        let message = try arguments.string(1)
        throw ScriptCause(
          "check.failed", message.isEmpty ? "the condition does not hold" : message)
      }
      return .void
    },
    .general(
      "animate",
      "(_ frames: Sequence<T>, label: String = \"\", _ frame: (T) -> Chart) -> Animation",
      "A picture that moves: a chart for each element of a range or list, on one scale; the page plays, pauses and steps.",
      "animate(0..<5, label: \"step\") { t in bars([\"w\"], [t * t]) }", "Animation"
    ) { arguments, context in try animation(arguments, &context) },
  ]

  private static func slider(_ arguments: [Value]) throws -> Control {
    let (low, high) = try ends(arguments[1], "range")
    let step = arguments.isNone(2) ? defaultStep(high - low) : try arguments.number(2)
    guard step > 0, step.isFinite else {
      throw ScriptCause("control.step", "a step is above 0, not \(numberText(step))")
    }
    var values: [Double] = []
    let count = ((high - low) / step + 1e-9).rounded(.down) + 1
    guard count <= Double(positionLimit) else {
      throw ScriptCause(
        "control.positions",
        "a slider has at most \(positionLimit) positions, this one has \(numberText(count))",
        hints: ["take a larger step, such as \(numberText(defaultStep(high - low)))"])
    }
    let decimals = max(Self.decimals(low), Self.decimals(step))
    for index in 0..<Int(count) {
      // The position is the number that is written, not a sum of rounded steps.
      let value = low + Double(index) * step
      values.append(Double(formatted(value, NumberFormat(.fixed, digits: decimals))) ?? value)
    }
    return try slider(
      arguments.string(0), values, initial: arguments.isNone(3) ? nil : arguments.number(3))
  }

  private static func slider(_ label: String, _ values: [Double], initial: Double?) throws
    -> Control
  {
    let place =
      initial.map { wanted in
        values.firstIndex { abs($0 - wanted) <= 1e-9 * max(1e-300, abs(wanted)) }
      } ?? values.indices.first
    let decimals = values.map { Self.decimals($0) }.max() ?? 0
    let isPlain = values.allSatisfy { $0 == 0 || (abs($0) >= 1e-4 && abs($0) < 1e7) }
    let texts = values.map {
      isPlain && decimals <= 6
        ? formatted($0, NumberFormat(.fixed, digits: decimals)) : numberText($0)
    }
    return try control(
      .slider, label, values.map { .double($0) }, texts, initial: place,
      initial.map(numberText) ?? "")
  }

  private static func control(
    _ kind: Control.Kind, _ label: String, _ values: [Value], _ texts: [String], initial: Int?,
    _ wanted: String
  ) throws -> Control {
    guard !values.isEmpty else {
      throw ScriptCause("control.positions", "a \(kind.rawValue) needs at least one position")
    }
    guard values.count <= positionLimit else {
      throw ScriptCause(
        "control.positions",
        "a \(kind.rawValue) has at most \(positionLimit) positions, this one has \(values.count)",
        hints: ["leave some out"])
    }
    guard let initial else {
      throw ScriptCause(
        "control.value", "\(wanted) is none of the positions of '\(label)'",
        hints: [
          "they are "
            + (texts.count <= 6
              ? texts.joined(separator: ", ")
              : "\(texts[0]), \(texts[1]), … \(texts[texts.count - 1])")
        ])
    }
    return Control(kind, label: label, values: values, texts: texts, initial: initial)
  }

  /// What a frame is called: the value itself, of a tuple its first text, or else its position.
  private static func frameName(_ value: Value, _ position: Int) -> String {
    switch value {
    case .string(let text): return text
    case .tuple(let tuple):
      for element in tuple.elements {
        if case .string(let text) = element { return text }
      }
      return String(position)
    default: return Script.text(value)
    }
  }

  /// A round step that divides the span into 20 to 50 parts.
  private static func defaultStep(_ span: Double) -> Double {
    var power = 1.0
    while power * 50 < span { power *= 10 }
    while power * 5 >= span, power > 1e-300 { power /= 10 }
    for factor in [0.1, 0.2, 0.5, 1, 2, 5] where span / (power * factor) <= 50 {
      // The number that is written, not a product of rounded powers.
      return Double(formatted(power * factor, NumberFormat(.general, digits: 3))) ?? power * factor
    }
    return span / 50
  }

  /// How many decimals `value` is written with.
  private static func decimals(_ value: Double) -> Int {
    let text = numberText(value)
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else {
      return text.contains("e-") ? 12 : 0
    }
    return text.distance(from: point, to: text.endIndex) - 1
  }

  private static func animation(_ arguments: [Value], _ context: inout CallContext) throws -> Value
  {
    let elements: [Value]
    switch arguments[0] {
    case .range(let range):
      guard let low = range.lower, let high = range.upper, let first = Int(exactly: low),
        let last = Int(exactly: high), last - first <= 1_000_000
      else {
        throw ScriptCause("library.domain", "the frames are counted by a range of whole numbers")
      }
      elements = (first..<(range.isClosed ? last + 1 : last)).map { .double(Double($0)) }
    case .array(let list): elements = list
    case .tensor(let tensor) where tensor.rank == 1: elements = tensor.values.map { .double($0) }
    default:
      throw ScriptCause("library.domain", "the frames are a range or a list")
    }
    guard (1...frameLimit).contains(elements.count) else {
      throw ScriptCause(
        "animation.frames",
        "an animation has 1 to \(frameLimit) frames, this one has \(elements.count)",
        hints: ["show each second or tenth step: animate(stride(from: 0, to: n, by: 10))"])
    }
    var charts: [Chart] = []
    for element in elements {
      guard case .object(let object) = try context.call(arguments[2], [element]),
        let chart = (object as? ChartValue)?.chart
      else { throw ScriptCause("library.argument", "each frame is a chart") }
      charts.append(chart)
    }
    let texts = elements.enumerated().map { Self.frameName($0.element, $0.offset + 1) }
    return .object(AnimationValue(charts, texts: texts, label: try arguments.string(1)))
  }
}
