namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>Two namespaces on one line.</summary>
internal sealed class NetworkLine : IDisposable
{
    public NetworkLine()
    {
        Left.Ip($"link add line type veth peer name line netns {Right.Name}");
        Configure(Left, "10.7.0.1");
        Configure(Right, "10.7.0.2");
    }

    public NetworkNamespace Left { get; } = new();

    public NetworkNamespace Right { get; } = new();

    // Another way between the two, as when a machine goes from a cable to Wi-Fi.
    public void AddSecondLine()
    {
        Left.Ip($"link add second type veth peer name second netns {Right.Name}");
        Left.Ip("address add 10.8.0.1/24 dev second");
        Left.Ip("link set second up");
        Right.Ip("address add 10.8.0.2/24 dev second");
        Right.Ip("link set second up");
    }

    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
    }

    private static void Configure(NetworkNamespace side, string address)
    {
        side.Ip($"address add {address}/24 dev line");
        side.Ip("link set line up");
    }
}
