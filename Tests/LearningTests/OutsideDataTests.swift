import Foundation
import Learning
import Tensors
import Testing

@testable import Benchmarks

/// The folder with outside data, if the environment names one.
private let outsideData = ProcessInfo.processInfo.environment["MATHBOOK_DATA"]

// Skipped: no outside data, unless MATHBOOK_DATA names its folder.
@Suite(.enabled(if: outsideData != nil, "skipped: no outside data"))
struct OutsideDataTests {
  @Test func `every operator, optimizer and schedule agrees with the data`() throws {
    let tables = try Accuracy.Suite.deepLearning.tables((outsideData ?? "") + "/dl-ops")
    // Operators, trajectories, descents, clipping, schedules.
    #expect(tables.map(\.rows.count) == [98, 19, 3, 3, 7])
    for table in tables { #expect(table.misses == [], "\(table.title)") }
  }

  @Test func `a number at the end of an operator's name is its parameter`() throws {
    let slope = try #require(outsideOperator("leaky_relu_0.3"))
    let input = OperatorCase(
      name: "leaky_relu_0.3", attributes: [:], inputs: ["x": Traced(Tensor([-2, 1]))],
      outputShape: [2])
    #expect(try slope(input)["y"]?.value.values == [-0.6, 1])
    #expect(outsideOperator("no_such_operator") == nil)
  }
}
