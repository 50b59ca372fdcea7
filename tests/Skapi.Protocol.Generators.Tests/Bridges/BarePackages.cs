using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Bridges;

/// <summary>The bare shape of the packages that have a bridge: as much of their public types as emitted code uses.</summary>
internal static class BarePackages
{
    private const string StatelessShape = """
        using System;
        using System.Collections.Generic;

        namespace Stateless;

        public static class Reflection
        {
            public class DynamicStateInfos : List<string>
            {
                public void Add<TState>(TState destinationState, string criterion) => Add(criterion);
            }
        }

        public partial class StateMachine<TState, TTrigger>
        {
            public StateMachine(Func<TState> stateAccessor, Action<TState> stateMutator) { }

            public StateConfiguration Configure(TState state) => new();

            public class Transition
            {
                public TState Source => throw new NotSupportedException();
                public TState Destination => throw new NotSupportedException();
                public TTrigger Trigger => throw new NotSupportedException();
            }

            public partial class StateConfiguration
            {
                public StateConfiguration Permit(TTrigger trigger, TState destinationState) => this;
                public StateConfiguration PermitIf(TTrigger trigger, TState destinationState, Func<bool> guard, string? guardDescription = null) => this;
                public StateConfiguration PermitIf(TTrigger trigger, TState destinationState, params Tuple<Func<bool>, string>[] guards) => this;
                public StateConfiguration PermitDynamicIf(TTrigger trigger, Func<TState> destinationStateSelector, Func<bool> guard, string? guardDescription = null, Reflection.DynamicStateInfos? possibleDestinationStates = null) => this;
                public StateConfiguration PermitReentry(TTrigger trigger) => this;
                public StateConfiguration PermitReentryIf(TTrigger trigger, Func<bool> guard, string? guardDescription = null) => this;
                public StateConfiguration PermitReentryIf(TTrigger trigger, params Tuple<Func<bool>, string>[] guards) => this;
                public StateConfiguration InternalTransition(TTrigger trigger, Action<Transition> entryAction) => this;
                public StateConfiguration InternalTransition(TTrigger trigger, Action internalAction) => this;
                public StateConfiguration InternalTransitionIf(TTrigger trigger, Func<object[], bool> guard, Action<Transition> entryAction, string? guardDescription = null) => this;
                public StateConfiguration InternalTransitionIf(TTrigger trigger, Func<object[], bool> guard, Action internalAction, string? guardDescription = null) => this;
                public StateConfiguration OnEntry(Action entryAction, string? entryActionDescription = null) => this;
                public StateConfiguration OnEntry(Action<Transition> entryAction, string? entryActionDescription = null) => this;
                public StateConfiguration OnExit(Action exitAction, string? exitActionDescription = null) => this;
                public StateConfiguration OnExit(Action<Transition> exitAction, string? exitActionDescription = null) => this;
            }
        }
        """;

    private const string MessagePackShape = """
        using System;
        using System.Buffers;

        namespace MessagePack
        {
            public class MessagePackSerializerOptions { }

            public ref struct MessagePackWriter
            {
                public void WriteNil() { }
                public void WriteRaw(ReadOnlySpan<byte> rawMessagePackBlock) { }
                public void WriteRaw(in ReadOnlySequence<byte> rawMessagePackBlock) { }
            }

            public ref struct MessagePackReader
            {
                public bool TryReadNil() => false;
                public ReadOnlySequence<byte> ReadRaw() => default;
            }

            public interface IFormatterResolver
            {
                Formatters.IMessagePackFormatter<T>? GetFormatter<T>();
            }
        }

        namespace MessagePack.Formatters
        {
            public interface IMessagePackFormatter { }

            public interface IMessagePackFormatter<T> : IMessagePackFormatter
            {
                void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options);
                T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options);
            }
        }
        """;

    public static MetadataReference Stateless { get; } = Compile("Stateless", StatelessShape);

    public static MetadataReference MessagePack { get; } = Compile("MessagePack", MessagePackShape);

    private static CompilationReference Compile(string assembly, string source) =>
        GeneratorHost.CreateCompilation(source).WithAssemblyName(assembly).ToMetadataReference();
}
