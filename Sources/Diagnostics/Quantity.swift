/// A number of things in words, with the noun in the form that the number asks for: `1 step`,
/// `3 steps`; `2 axes` where the plural has a form of its own.
package func quantity(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) " + (count == 1 ? noun : plural ?? noun + "s")
}
