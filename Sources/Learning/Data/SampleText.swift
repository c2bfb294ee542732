/// A short story of our own for language models: plain words, many of which come again.
public let sampleText = """
  The river and the mill

  A small river ran down from the hills, and by the river stood a mill. In the mill lived an old \
  miller and his daughter. Every morning the miller opened the gate, the water ran over the wheel, \
  and the wheel turned the stone. The stone made flour of the grain, and the flour went to the \
  baker in the town.

  One morning the water did not come. The miller opened the gate, but the wheel stood still. "The \
  river is tired," said the miller. "Rivers are never tired," said his daughter. "I will walk up \
  the river and see where the water is."

  She walked up the river the whole morning. She walked past the willows and past the old bridge, \
  and she asked everyone she met. She asked the fisher at the bridge. "The water was low when I \
  came," said the fisher, "and it is lower now." She asked the shepherd on the hill. "The water is \
  behind the stones," said the shepherd, "and the stones are behind the trees."

  Behind the trees she found the stones, and behind the stones she found the water. A great tree \
  had fallen over the river, and branches and leaves and stones had made a wall. Behind the wall \
  the water stood as still as a mirror, and in the mirror she saw the sky, the trees and a beaver \
  that looked at her.

  "Is this your wall?" asked the daughter. "It is my house," said the beaver. "The tree fell by \
  itself, and I did the rest." "Without the water the wheel stands still," said the daughter, "and \
  without the wheel there is no flour, and without the flour there is no bread." The beaver thought \
  about the bread, and the daughter thought about the house.

  "How much water does a wheel need?" asked the beaver. "Half of it," said the daughter. "How much \
  water does a house need?" "Half of it," said the beaver. So they opened the wall on one side, as \
  wide as a gate, and half of the water stayed and half of the water ran down the hill, past the \
  shepherd, past the fisher, under the old bridge and over the wheel.

  When she came home the wheel turned, and the stone turned with the wheel. "Was the river tired?" \
  asked the miller. "No," said his daughter, "it had company." And every winter after that the \
  miller took a loaf of bread up the river, and every spring the water came down to the mill, \
  neither too much nor too little.

  Since then the people of the town say of a thing that is shared well: half for the wheel and half \
  for the house. They say it when they share bread, and they say it when they share work, and the \
  old miller, who did not say much, said it most of all.

  """
