/// The chapter of the starter book that shows every feature once.
extension StarterBook {
  static let features = #"""
    ---
    title: Every feature once
    description: A form of everything, to copy.
    ---
    # Every feature once

    ## Numbers

    A number that a cell computes stays in the sentence: the loss fell to 0.30<!-- = loss.last -->.
    Prose may define one: a rate of 0.1<!-- let rate -->, so that ten steps move by at most
    1<!-- = 10 * rate -->. Arithmetic in plain sight needs nothing: 12 × 3 = 36. A number from a book
    has a source: the method is from 1986<!-- source: rumelhart1986 -->, see [@rumelhart1986]. A number
    that is only an example has a reason: imagine 7<!-- skip: an example --> ducks. Some are computed
    where they stand: the mean loss is `{=.3f} mean(loss)`.

    Lists and ranges are bound as they are: the losses are (0.9, 0.6, 0.4, 0.3)<!-- = loss -->,
    all within 0.3–0.9<!-- = (loss.min(), loss.max()) -->.<!-- index: loss -->

    ## Cells, figures, tables

    Data come from a file beside the chapter:

    ```swift-math
    let runs = data("runs.csv")
    let loss = runs.column("loss")
    runs
    loss.count                              // => 4
    ```

    ```swift-math {#fig-loss echo=false}
    lineChart(runs.column("day"), loss, x: "day", y: "loss")
    ```

    Figure: The loss falls to 0.30<!-- = loss.last -->.

    | day | halved |
    |----:|-------:|
    | 1   | 0.45   |
    | 2   | 0.30   |
    | 3   | 0.20   |

    <!-- mathbook: rows d: loss[d - 1] / 2 -->
    <!-- #tab-halved -->

    Table: Half of the loss.

    Both are referred to by name: [Figure](#fig-loss) and [Table](#tab-halved). Long code can be folded:

    ```swift-math {fold=true}
    func descend(_ start: Double, _ steps: Int) -> Double {
      var w = start
      for _ in 0..<steps { w -= rate * 2 * w }
      return w
    }
    descend(1, 10)                          // => 0.107
    ```

    A cell may show what goes wrong:

    ```swift-math {expect-error}
    [1, 2] + [1, 2, 3]                      // error: the lengths 2 and 3 differ
    ```

    ## Controls, animations

    Where a reader moves a control, charts, results and computed values follow:

    ```swift-math
    let pace = slider("rate", 0.1...0.9, step: 0.1, value: 0.3)
    let left = (0..<10).map { step in (1 - pace) ** step }
    lineChart(Vector(left), x: "step", y: "left")
    ```

    After nine steps `{=.3f} left[9]` is left, after one 0.7<!-- live = left[1] -->.

    An animation is a chart for each step:

    ```swift-math {#fig-turn echo=false}
    animate(0...6, label: "step") { t in
      vectors(["v": [cos(t * .pi / 6), sin(t * .pi / 6)]])
    }
    ```

    Figure: Half a turn.

    ## Formulas

    The mean is

    $$\bar{x} = \frac{1}{n} \sum_{i=1}^{n} x_i$$

    <!-- #eq-mean -->

    and [Equation](#eq-mean) gives $\bar{x} = 0.55$<!-- = mean(loss) --> for our losses.

    > **Definition (Mean).** The *mean* of numbers is their sum divided by their count.
    <!-- #def-mean -->

    > **Theorem (Centre).** The deviations from the mean sum to zero.
    <!-- #thm-centre -->

    > **Proof.** Sum $x_i - \bar{x}$ over all $i$ and use [Definition](#def-mean).

    ## Blocks

    > [!TIP]
    > Alerts are written as on GitHub: NOTE, TIP, IMPORTANT, WARNING, CAUTION.

    !!! note "A title"
        This form of a note is read, too.

    <details open><summary>Python</summary>

    ```python
    mean = sum(loss) / len(loss)
    ```

    </details>
    <details><summary>Shell</summary>

    ```sh
    mathbook build --open
    ```

    </details>

    Learning rate
    : How far each step goes.

    A picture with a caption, and a note at the side.[^side]

    ![A line that rises](sketch.svg)

    Figure: A line that rises.

    [^side]: On wide screens it stands beside the text.

    ## Quiz and exercise

    > **Quiz.** What do the deviations from the mean sum to?
    >
    > - [x] zero
    > - [ ] the mean
    > - [ ] one

    > **Exercise.** Show that the mean of $x_i + c$ is $\bar{x} + c$.
    >
    > <details><summary>Solution</summary>
    >
    > The sum grows by $n c$, and the mean by $c$.
    >
    > </details>

    """#
}
