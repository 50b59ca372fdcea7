namespace Skapi.Realtime.Gateway.Presence;

/// <summary>A query that cannot be answered: the message names the member that is wrong and what it should be.</summary>
internal sealed class InvalidQueryException(string message) : Exception(message);
