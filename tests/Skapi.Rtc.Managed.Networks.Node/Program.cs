using Skapi.Rtc.Managed.Networks.Node;

// One peer of the managed transport, for a test that runs it in a network namespace. Its signalling are lines on the standard streams.
await using var node = await NetworkNode.StartAsync(isOfferer: args[0] == "offer", args[1..], Console.Out);
while (await Console.In.ReadLineAsync() is { } line)
    await node.HandleAsync(line);
