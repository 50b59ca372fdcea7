using Skapi.Rtc;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A gateway and a browser.</summary>
public interface IPageRig
{
    /// <summary>Starts a .NET peer that has joined a group.</summary>
    Task<DotNetPeer> JoinPeerAsync(string group);

    /// <summary>Opens a page, signed in as a new user, that has joined a group.</summary>
    Task<SkapiPage> JoinPageAsync(string group);

    /// <summary>Waits until .NET has decoded what the browser's fake camera sends.</summary>
    Task SeeCameraAsync(RtcConnection connection);
}
