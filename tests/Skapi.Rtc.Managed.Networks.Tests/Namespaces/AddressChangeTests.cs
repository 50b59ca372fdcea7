using Xunit.Abstractions;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>Peers whose machines get other addresses in the middle of a stream of messages.</summary>
public class AddressChangeTests(ITestOutputHelper output)
{
    private const int Count = 400;

    [NamespaceFact]
    public async Task The_stream_goes_on_after_one_side_got_another_address()
    {
        using var network = new NetworkLine();

        var pair = await StreamAsync(network, () =>
        {
            network.Left.Ip("address del 10.7.0.1/24 dev line");
            network.Left.Ip("address add 10.7.0.11/24 dev line");
        });

        pair.ShouldBe(("10.7.0.11", "10.7.0.2"));
    }

    [NamespaceFact]
    public async Task The_stream_goes_on_after_the_answering_side_got_another_interface()
    {
        using var network = new NetworkLine();

        var pair = await StreamAsync(network, () =>
        {
            network.AddSecondLine();
            network.Right.Ip("link set line down");
        });

        pair.ShouldBe(("10.8.0.1", "10.8.0.2"));
    }

    [NamespaceFact]
    public async Task The_stream_goes_on_after_both_sides_got_other_addresses_at_once()
    {
        using var network = new NetworkLine();

        var pair = await StreamAsync(network, () =>
        {
            network.Left.Ip("address del 10.7.0.1/24 dev line");
            network.Right.Ip("address del 10.7.0.2/24 dev line");
            network.Left.Ip("address add 10.7.0.11/24 dev line");
            network.Right.Ip("address add 10.7.0.12/24 dev line");
        });

        pair.ShouldBe(("10.7.0.11", "10.7.0.12"));
    }

    // Every message arrives once and in order: the receiver counts, and reports any other order as an error. Returns the addresses in use.
    private async Task<(string Left, string Right)> StreamAsync(NetworkLine network, Action change)
    {
        var (left, right) = await NodeProcess.StartPairAsync(network.Left, network.Right);
        await using var ownedLeft = left;
        await using var ownedRight = right;
        left.Tell($"stream {Count}");
        right.Tell($"stream {Count}");

        await left.WaitForAsync("streaming");
        await right.WaitForAsync("streaming");

        change();

        foreach (var node in new[] { left, right })
        {
            var received = (await node.WaitForAsync("received")).Split(' ');
            received[0].ShouldBe($"{Count}");
            output.WriteLine($"The longest time without a message was {received[1]} ms.");
        }

        var pair = await left.AskForPairAsync();
        return (pair[1], pair[3]);
    }
}
