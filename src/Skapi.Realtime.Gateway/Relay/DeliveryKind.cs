namespace Skapi.Realtime.Gateway.Relay;

/// <summary>The kinds of frames that the relay delivers.</summary>
internal enum DeliveryKind
{
    /// <summary>An answer to the connection whose frame it was.</summary>
    Answer,

    /// <summary>A post to a group.</summary>
    Post,

    /// <summary>A post to a user, or a signal to a connection.</summary>
    Direct,

    /// <summary>A notice about the subject: it joined, left, or was disconnected.</summary>
    Notice,
}
