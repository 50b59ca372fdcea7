namespace Skapi.Realtime.Gateway.Presence;

/// <summary>A query that cannot be answered. The message names the wrong member and what it must be.</summary>
internal sealed class InvalidQueryException(string message) : Exception(message);
