using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deis.SlugTools.Procfiles;

/// <summary>The process types of an app, from its <c>Procfile</c> (docs/protocol/slug.md §5): type to command, in file order.</summary>
internal static class Procfile
{
    /// <summary>The file's name in the root of an app.</summary>
    public const string FileName = "Procfile";

    /// <summary>The most process types an app can have.</summary>
    public const int MostTypes = 100;

    /// <summary>Longest name of a process type; Kubernetes takes as many characters in a label.</summary>
    private const int LongestName = 63;

    /// <summary>Reads the Procfile of a folder; null when there is none.</summary>
    public static Result<List<ProcessType>?> Load(string folder)
    {
        if (!SmallFile.Read(folder, FileName, "put long commands into scripts and name those").TryGet(out var text, out var failure))
            return failure;
        if (text is null)
            return (List<ProcessType>?)null;
        return Parse(text).TryGet(out var types, out failure) ? types : failure;
    }

    /// <summary>Parses the text of a Procfile.</summary>
    public static Result<List<ProcessType>> Parse(string text)
    {
        var types = new List<ProcessType>();
        try
        {
            using var reader = new StringReader(text);
            var parser = new Parser(reader);
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
                return types;
            parser.Consume<DocumentStart>();
            if (parser.Current is not MappingStart)
                return Wrong(parser.Current, "expected lines of the form \"web: command\"");
            Failure? failure = null;
            YamlMap.Read(parser, name =>
            {
                var command = YamlMap.ReadScalar(parser, "a command");
                failure ??= Add(types, name, command);
            });
            return failure is null ? types : failure;
        }
        catch (YamlException e)
        {
            return new Failure($"{FileName}: line {e.Start.Line}: {e.Message} (a command with \": \" or \" #\" in it needs quotes around it)");
        }
    }

    /// <summary>The text of a Procfile with these types; <c>{}</c> for none.</summary>
    public static string Write(IReadOnlyCollection<ProcessType> types)
    {
        var text = new StringBuilder();
        using var writer = new StringWriter(text) { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings(2, int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart());
        foreach (var type in types)
        {
            emitter.Emit(new Scalar(type.Name));
            emitter.Emit(new Scalar(null, null, type.Command, ScalarStyle.DoubleQuoted, false, true));
        }
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static Failure? Add(List<ProcessType> types, Scalar name, Scalar command)
    {
        if (!IsName(name.Value))
            return Wrong(name, $"\"{Printable.Text(name.Value)}\" is not a process type: use lower case letters and digits, with \"-\" between them");
        if (string.IsNullOrWhiteSpace(command.Value))
            return Wrong(name, $"\"{name.Value}\" has no command");
        if (command.Value.Contains('\0', StringComparison.Ordinal))
            return Wrong(name, $"the command of \"{name.Value}\" holds a NUL character");
        if (types.Any(type => type.Name == name.Value))
            return Wrong(name, $"\"{name.Value}\" is declared twice; rename or remove one");
        if (types.Count == MostTypes)
            return Wrong(name, $"more than {MostTypes} process types; start the others from a script");
        types.Add(new ProcessType(name.Value, command.Value));
        return null;
    }

    private static Failure Wrong(ParsingEvent? where, string message) => new($"{FileName}: line {where?.Start.Line ?? 1}: {message}");

    /// <summary>Words of lower case letters and digits, joined by single hyphens. By hand: a regular expression costs start-up time.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.Split('-').All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
}
