namespace Skapi.Rtc.Calls;

/// <summary>What the other side of a call runs.</summary>
internal enum RemoteKind
{
    /// <summary>Nothing was received from it yet.</summary>
    Unknown,

    /// <summary>A peer of this toolkit: its signals carry the call's id.</summary>
    Toolkit,

    /// <summary>The published client, skapi-js: its signals carry no id.</summary>
    PublishedClient,
}
