namespace Skapi.Protocol.Generators.Schemas;

/// <summary>The eight forms of RFC 8927, section 2.2.</summary>
internal enum SchemaForm
{
    Empty,
    Ref,
    Type,
    Enum,
    Elements,
    Properties,
    Values,
    Discriminator,
}
