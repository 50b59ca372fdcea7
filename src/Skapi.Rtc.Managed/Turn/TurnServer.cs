using System.Net;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>An address of a TURN server, with what it needs.</summary>
/// <param name="Address">The address and port.</param>
/// <param name="Transport">How the server is reached.</param>
/// <param name="Host">The host of its URL, which a certificate has to name.</param>
/// <param name="Url">Its URL, for events.</param>
/// <param name="Username">The user name.</param>
/// <param name="Password">The password.</param>
internal sealed record TurnServer(
    IPEndPoint Address, TurnTransport Transport, string Host, string Url, string Username, string Password)
{
    /// <summary>Returns the URL. The credentials must not appear in a log.</summary>
    public override string ToString() => Url;
}
