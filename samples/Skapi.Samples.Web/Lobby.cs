namespace Skapi.Samples.Web;

/// <summary>Where everyone meets.</summary>
internal static class Lobby
{
    /// <summary>The service's identifier; the published client asks for its endpoints under the first four characters.</summary>
    public const string Service = "ap21skapisample";

    /// <summary>The identifier of the service's owner.</summary>
    public const string Owner = "b6a4f0c1-3c58-4c0e-9a55-0c1d6e0f7a21";

    /// <summary>The group that the page and the .NET peer join.</summary>
    public const string Group = "lobby";

    /// <summary>The .NET peer's user id.</summary>
    public const string PeerUserId = "d07e0000-0000-4000-8000-000000000001";

    /// <summary>For how long a guest's tokens are valid. There is nobody who would issue new ones to a page that stays open.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(1);
}
