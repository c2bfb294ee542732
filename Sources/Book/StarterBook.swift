/// The book that `mathbook init` writes: small, whole, and clean under `check --strict`.
///
/// It shows every feature once, so that an author finds a form to copy; a test builds it, looks for
/// each feature in the pages, and alters its numbers one by one.
package enum StarterBook {
  /// Writes the book to `folder`, which must be new or empty.
  package static func write(to folder: String) throws(FileError) {
    if Files.exists(folder) {
      guard Files.isFolder(folder) else {
        throw FileError(folder, "file.exists", "'\(folder)' is a file, not a folder")
      }
      let names = try Files.names(in: folder).filter { $0 != ".git" }
      guard names.isEmpty else {
        throw FileError(
          folder, "file.exists", "'\(folder)' is not empty",
          hints: ["name a new folder: nothing of yours is overwritten"])
      }
    }
    for (name, text) in files {
      try Files.write(Array(text.utf8), to: Files.join(folder, name))
    }
  }

  static let files: [(name: String, text: String)] = [
    ("README.md", readMe), ("chapters/SUMMARY.md", summary), ("chapters/first.md", first),
    ("chapters/features.md", features), ("chapters/runs.csv", data),
    ("chapters/sketch.svg", sketch), ("chapters/references.bib", sources),
    ("output/.gitignore", "*\n!.gitignore\n"), (".github/workflows/book.yml", workflow),
  ]

  private static let readMe = """
    # My book

    The chapters are in `chapters/`, listed in `chapters/SUMMARY.md`.

    - `mathbook check` verifies every number that they state.
    - `mathbook build --open` writes the pages to `output/html` and shows them.
    - `mathbook build --watch --open` writes them again whenever you save.
    - A file in `templates/` takes the place of the built-in one of the same name: `page.html`,
      `page.txt`, `style.css`, `script.js`.

    """

  private static let summary = """
    ---
    description: A small book that shows every feature once.
    citations: author-year
    ---
    # My book

    ## Start here

    - [A first chapter](first.md)

    ## To copy from

    - [Every feature once](features.md)

    """

  private static let first = #"""
    ---
    title: A first chapter
    description: Five measurements and their mean.
    ---
    # A first chapter

    The mean of the five measurements is 3.2<!-- = mean(times) --> seconds, and the slowest took
    4.5<!-- = times.max() --> seconds. By hand: (2.1 + 2.9 + 3.1 + 3.4 + 4.5) / 5 = 3.2.

    ```swift-math
    let times = [2.1, 2.9, 3.1, 3.4, 4.5]
    mean(times)                 // => 3.2
    ```

    ```swift-math {#fig-times echo=false}
    lineChart(times, x: "run", y: "seconds")
    ```

    Figure: The time of each run.

    Change a number in a sentence above, run `mathbook check`, and see what it says. Then look at
    [every feature once](features.md).

    """#

  private static let data = """
    day,batch,loss
    1,small,0.90
    2,small,0.60
    3,large,0.40
    4,large,0.30

    """

  private static let sketch = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 80" width="240" height="80">
    <path d="M20 60 L220 60 M20 60 L160 20" fill="none" stroke="#0072b2" stroke-width="3"/>
    </svg>

    """

  private static let sources = #"""
    @article{rumelhart1986,
      author  = {Rumelhart, David E. and Hinton, Geoffrey E. and Williams, Ronald J.},
      title   = {Learning representations by back-propagating errors},
      journal = {Nature},
      volume  = {323},
      pages   = {533--536},
      year    = {1986},
      doi     = {10.1038/323533a0}
    }

    """#

  private static let workflow = """
    # Checks every number of the book on each push, and publishes the pages of the main branch.
    name: book
    on:
      push:
      pull_request:
    permissions:
      contents: read
      pages: write
      id-token: write
    jobs:
      book:
        runs-on: ubuntu-latest
        container: swift:6.1
        steps:
          - uses: actions/checkout@v4
          # Set the variable MATHBOOK_REPOSITORY to the address of mathbook's sources.
          - name: Build mathbook
            run: |
              git clone --depth 1 "${{ vars.MATHBOOK_REPOSITORY }}" "$RUNNER_TEMP/mathbook"
              swift build -c release --product mathbook --package-path "$RUNNER_TEMP/mathbook"
              cp "$RUNNER_TEMP/mathbook/.build/release/mathbook" /usr/local/bin/
          - run: mathbook check --strict --format github
          - run: mathbook build --format html
          - uses: actions/upload-pages-artifact@v3
            with:
              path: output/html
      publish:
        needs: book
        if: github.ref == 'refs/heads/main'
        runs-on: ubuntu-latest
        environment: github-pages
        steps:
          - uses: actions/deploy-pages@v4

    """
}
