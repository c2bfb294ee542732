import Diagnostics

/// What the call needs to know of a parameter to find its arguments.
struct ParameterShape {
  let label: String?
  let name: String
  let hasDefault: Bool
  let isVariadic: Bool
  let isFunction: Bool
}

/// Why arguments do not fit parameters.
enum ArgumentProblem: Error, Equatable {
  /// The argument needs the label.
  case missingLabel(argument: Int, parameter: Int)
  /// The argument has a label that its parameter does not.
  case wrongLabel(argument: Int, parameter: Int)
  /// No parameter has the label.
  case unknownLabel(argument: Int)
  /// The argument stands after one that it should stand before.
  case order(argument: Int)
  case extraArgument(argument: Int)
  case missingArgument(parameter: Int)
}

/// Gives each parameter the positions of its arguments, by labels and order as Swift does.
///
/// - Complexity: O(arguments × parameters).
func matchArguments(
  _ parameters: [ParameterShape], _ call: CallSyntax
) -> Result<[[Int]], ArgumentProblem> {
  var places: [[Int]] = Array(repeating: [], count: parameters.count)
  let plain = call.arguments.count - call.trailing
  var next = 0
  for index in 0..<plain {
    let label = call.arguments[index].label?.text
    // More values of a variadic parameter.
    if label == nil, next > 0, parameters[next - 1].isVariadic, !places[next - 1].isEmpty {
      places[next - 1].append(index)
      continue
    }
    var candidate = next
    while candidate < parameters.count, parameters[candidate].label != label,
      parameters[candidate].hasDefault || parameters[candidate].isVariadic
    {
      candidate += 1
    }
    guard candidate < parameters.count, parameters[candidate].label == label else {
      return .failure(problem(parameters, call, index, min(next, parameters.count), label))
    }
    places[candidate].append(index)
    next = candidate + 1
  }
  for index in plain..<call.arguments.count {
    switch closureParameter(parameters, call, index, from: next) {
    case .success(let parameter):
      places[parameter].append(index)
      next = parameter + 1
    case .failure(let problem):
      let isTwice = problem == .order(argument: index) && isGiven(parameters, places, call, index)
      return .failure(isTwice ? .extraArgument(argument: index) : problem)
    }
  }
  for (index, parameter) in parameters.enumerated()
  where places[index].isEmpty && !parameter.hasDefault && !parameter.isVariadic {
    return .failure(.missingArgument(parameter: index))
  }
  return .success(places)
}

/// The parameter from `next` on that takes trailing closure `index`: that of its label, or the first
/// function; one that may be left out is passed over if something that must be given follows it.
private func closureParameter(
  _ parameters: [ParameterShape], _ call: CallSyntax, _ index: Int, from next: Int
) -> Result<Int, ArgumentProblem> {
  func mayLack(_ parameter: Int) -> Bool {
    parameters[parameter].hasDefault || parameters[parameter].isVariadic
  }
  let label = call.arguments[index].label?.text
  if let label {
    var candidate = next
    while candidate < parameters.count, parameters[candidate].label != label, mayLack(candidate) {
      candidate += 1
    }
    if candidate < parameters.count, parameters[candidate].label == label {
      return .success(candidate)
    }
    return .failure(problem(parameters, call, index, min(next, parameters.count), label))
  }
  let following = call.arguments[(index + 1)...].first?.label?.text
  let end =
    (next..<max(next, parameters.count)).first {
      following != nil && parameters[$0].label == following
    } ?? parameters.count
  for candidate in next..<max(next, parameters.count) where parameters[candidate].isFunction {
    let isNeededLater =
      candidate + 1 < end && ((candidate + 1)..<end).contains { !mayLack($0) }
    if !mayLack(candidate) || !isNeededLater { return .success(candidate) }
  }
  return .failure(.extraArgument(argument: index))
}

/// Whether the parameter that argument `index` names has its argument already.
private func isGiven(
  _ parameters: [ParameterShape], _ places: [[Int]], _ call: CallSyntax, _ index: Int
) -> Bool {
  let label = call.arguments[index].label?.text
  return parameters.indices.contains { parameters[$0].label == label && !places[$0].isEmpty }
}

private func problem(
  _ parameters: [ParameterShape], _ call: CallSyntax, _ index: Int, _ next: Int, _ label: String?
) -> ArgumentProblem {
  let required = (next..<parameters.count).first {
    !parameters[$0].hasDefault && !parameters[$0].isVariadic
  }
  guard let label else {
    guard let first = required ?? (next < parameters.count ? next : nil) else {
      return .extraArgument(argument: index)
    }
    return .missingLabel(argument: index, parameter: first)
  }
  if let known = parameters.indices.first(where: { parameters[$0].label == label }) {
    let isRequiredLater = call.arguments[(index + 1)...].contains {
      $0.label != nil && $0.label?.text == required.flatMap { parameters[$0].label }
    }
    if known < next || isRequiredLater { return .order(argument: index) }
    return .missingArgument(parameter: required ?? known)
  }
  if let required, parameters[required].label == nil {
    return .wrongLabel(argument: index, parameter: required)
  }
  return .unknownLabel(argument: index)
}
