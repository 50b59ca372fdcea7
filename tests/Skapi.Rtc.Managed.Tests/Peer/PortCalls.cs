using Skapi.Rtc.Conformance;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Calls of several clients to one port of a server.</summary>
internal static class PortCalls
{
    /// <summary>Sends a message of its own each way in every call, and checks that no other one arrives in its place.</summary>
    public static async Task EachHearsItsOwnAsync(PeerPair[] pairs)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            var (offerers, answerers) = await pairs[i].OpenChannelAsync();
            offerers.Send($"to the server {i}");
            answerers.Send($"to the client {i}");
        }

        for (var i = 0; i < pairs.Length; i++)
        {
            (await pairs[i].AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe($"to the server {i}");
            (await pairs[i].OffererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe($"to the client {i}");
        }
    }
}
