/// A statistical reference data set with certified values, as the outside data has them in JSON.
///
/// `JSONDecoder().decode(ReferenceSet.self, from:)` reads one; ``accuracy()`` judges our results.
package struct ReferenceSet: Decodable, Sendable {
  /// A certified value, as printed.
  package struct Entry: Decodable, Sendable {
    let text: String
  }

  /// A certified parameter.
  package struct Parameter: Decodable, Sendable {
    let name: String
    let estimate: Entry
    let standard_deviation: Entry
  }

  /// The certified values; which are there depends on the category.
  package struct Certified: Decodable, Sendable {
    let parameters: [Parameter]?
    let mean: Entry?
    let standard_deviation: Entry?
    let lag1_autocorrelation: Entry?
    let between_ss: Entry?
    let within_ss: Entry?
    let between_ms: Entry?
    let within_ms: Entry?
    let regression_ss: Entry?
    let regression_ms: Entry?
    let residual_ss: Entry?
    let residual_ms: Entry?
    let f_statistic: Entry?
    let r_squared: Entry?
    let residual_sd: Entry?
  }

  /// The exact results for the data as rounded to doubles.
  package struct Exact: Decodable, Sendable {
    let estimates: [String]?
    let standard_deviations: [String]?
    let mean: String?
    let standard_deviation: String?
    let lag1_autocorrelation: String?
    let between_ss: String?
    let within_ss: String?
    let f_statistic: String?
    let r_squared: String?
    let residual_sd: String?
  }

  /// The name, such as `Longley`.
  package let name: String
  /// `univariate`, `anova`, `linear_regression` or `nonlinear_regression`.
  package let category: String
  /// `lower`, `average` or `higher`.
  package let difficulty: String
  let certified: Certified
  let exact: Exact?
  let columns: [String: [Double]]
  let groups: [[Double]]
  let design: [String]
  let expression: String
  let response: String
  let starts: [[Double]]

  private enum Key: String, CodingKey {
    case name, category, difficulty, certified, data, design, expression, response, start1, start2
    case exact = "exact_for_double_inputs"
  }

  private struct ColumnKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads the set.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    name = try values.decode(String.self, forKey: .name)
    category = try values.decode(String.self, forKey: .category)
    difficulty = try values.decode(String.self, forKey: .difficulty)
    certified = try values.decode(Certified.self, forKey: .certified)
    exact = try values.decodeIfPresent(Exact.self, forKey: .exact)
    design = try values.decodeIfPresent([String].self, forKey: .design) ?? []
    expression = try values.decodeIfPresent(String.self, forKey: .expression) ?? ""
    response = try values.decodeIfPresent(String.self, forKey: .response) ?? "y"
    starts = [
      try values.decodeIfPresent([Double].self, forKey: .start1) ?? [],
      try values.decodeIfPresent([Double].self, forKey: .start2) ?? [],
    ]
    let data = try values.nestedContainer(keyedBy: ColumnKey.self, forKey: .data)
    var columns: [String: [Double]] = [:]
    var groups: [[Double]] = []
    for key in data.allKeys {
      if key.stringValue == "groups" {
        groups = try data.decode([[Double]].self, forKey: key)
      } else {
        columns[key.stringValue] = try data.decode([Double].self, forKey: key)
      }
    }
    self.columns = columns
    self.groups = groups
  }
}
