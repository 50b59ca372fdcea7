namespace Skapi.Samples.Web;

/// <summary>The service and the group that everyone uses.</summary>
internal static class Lobby
{
    /// <summary>The service's identifier. The published client uses its first four characters to find the endpoints.</summary>
    public const string Service = "ap21skapisample";

    /// <summary>The identifier of the service's owner.</summary>
    public const string Owner = "b6a4f0c1-3c58-4c0e-9a55-0c1d6e0f7a21";

    /// <summary>The group that the page and the .NET peer join.</summary>
    public const string Group = "lobby";

    /// <summary>The .NET peer's user id.</summary>
    public const string PeerUserId = "d07e0000-0000-4000-8000-000000000001";

    /// <summary>The lifetime of a guest's tokens. A page that stays open cannot get new ones.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(1);
}
