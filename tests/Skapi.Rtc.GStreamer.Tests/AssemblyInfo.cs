// A test encodes and decodes in real time: several at once would starve each other on a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
