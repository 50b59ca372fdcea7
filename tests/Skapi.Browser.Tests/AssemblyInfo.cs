// Each call encodes and decodes video on both sides, so two at a time would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
