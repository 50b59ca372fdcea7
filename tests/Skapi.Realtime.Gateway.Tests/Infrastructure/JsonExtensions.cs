using System.Text.Json.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

internal static class JsonExtensions
{
    /// <summary>A member that is a string; null when it is absent.</summary>
    public static string? Text(this JsonObject json, string member) => json[member]?.GetValue<string>();
}
