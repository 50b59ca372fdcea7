namespace Skapi.Rtc.Realtime;

/// <summary>The client's options as error messages name them, so that an app finds the one to change.</summary>
internal static class OptionNames
{
    public const string WebSocketEndpoint = "SkapiClientOptions.WebSocketEndpoint";

    public const string RecordEndpoint = "SkapiClientOptions.RecordEndpoint";

    public const string Tokens = "SkapiClientOptions.Tokens";

    public const string HttpHandler = "SkapiClientOptions.HttpHandler";
}
