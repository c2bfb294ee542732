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
    guard let parameter = closureParameter(parameters, places, call.arguments[index].label?.text)
    else { return .failure(.extraArgument(argument: index)) }
    places[parameter].append(index)
  }
  for (index, parameter) in parameters.enumerated()
  where places[index].isEmpty && !parameter.hasDefault && !parameter.isVariadic {
    return .failure(.missingArgument(parameter: index))
  }
  return .success(places)
}

/// The parameter that takes a trailing closure: the last one of function type that is free.
private func closureParameter(
  _ parameters: [ParameterShape], _ places: [[Int]], _ label: String?
) -> Int? {
  if let label { return parameters.indices.first { parameters[$0].label == label } }
  let isFree = { (index: Int) in places[index].isEmpty && parameters[index].isFunction }
  // The first function that must be given, else the last that may be.
  return parameters.indices.first { isFree($0) && !parameters[$0].hasDefault }
    ?? parameters.indices.last { isFree($0) }
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
