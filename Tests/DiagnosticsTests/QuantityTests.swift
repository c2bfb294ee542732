import Diagnostics
import Testing

@Suite struct QuantityTests {
  @Test func `one thing is singular, none and several are plural`() {
    #expect(quantity(1, "step") == "1 step")
    #expect(quantity(0, "step") == "0 steps")
    #expect(quantity(12, "step") == "12 steps")
    #expect(quantity(1, "axis", plural: "axes") == "1 axis")
    #expect(quantity(2, "axis", plural: "axes") == "2 axes")
  }
}
