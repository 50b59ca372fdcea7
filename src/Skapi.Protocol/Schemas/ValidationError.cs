namespace Skapi.Protocol.Schemas;

/// <summary>An error indicator of RFC 8927, section 3.2.</summary>
/// <param name="InstancePath">The JSON Pointer (RFC 6901) of the part of the instance that was rejected.</param>
/// <param name="SchemaPath">The JSON Pointer of the part of the schema that rejected it.</param>
public readonly record struct ValidationError(string InstancePath, string SchemaPath);
