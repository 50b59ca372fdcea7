using Skapi.Rtc.Managed.Networks.Node;

// One peer of the managed transport, for a test that runs it in a network namespace. Its signalling are lines on the standard streams.
// The arguments are “offer” or “answer”, the URLs of servers, and “tcp” for a side that accepts TCP connections.
await using var node = await NetworkNode.StartAsync(
    isOfferer: args[0] == "offer", acceptsTcp: args.Contains("tcp"), [.. args[1..].Where(static url => url != "tcp")], Console.Out);
while (await Console.In.ReadLineAsync() is { } line)
    await node.HandleAsync(line);
