namespace Skapi.Rtc.Transport;

/// <summary>The scheme of an ICE server's URL.</summary>
public enum IceUrlScheme
{
    /// <summary>STUN over UDP.</summary>
    Stun,

    /// <summary>STUN over TLS.</summary>
    Stuns,

    /// <summary>TURN over UDP or TCP.</summary>
    Turn,

    /// <summary>TURN over TLS.</summary>
    Turns,
}
