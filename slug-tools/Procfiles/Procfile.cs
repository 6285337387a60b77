using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deis.SlugTools.Procfiles;

/// <summary>The process types of an app, from its <c>Procfile</c> (docs/protocol/slug.md §5): type to command, in file order.</summary>
internal static class Procfile
{
    /// <summary>The file's name in the root of an app.</summary>
    public const string FileName = "Procfile";

    private const int LargestFile = 64 * 1024;
    private const int MostTypes = 100;

    /// <summary>Reads the Procfile of a folder; null when there is none.</summary>
    public static Result<List<ProcessType>?> Load(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        if (!file.Exists)
            return (List<ProcessType>?)null;
        if (file.Length > LargestFile)
            return new Failure($"{FileName}: larger than {FileSize.Format(LargestFile)}");
        return Parse(File.ReadAllText(file.FullName)).TryGet(out var types, out var failure) ? types : failure;
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
            return Wrong(name, $"\"{name.Value}\" is not a process type: use lower case letters and digits, with \"-\" between them");
        if (string.IsNullOrWhiteSpace(command.Value))
            return Wrong(name, $"\"{name.Value}\" has no command");
        if (types.Any(type => type.Name == name.Value))
            return Wrong(name, $"\"{name.Value}\" is declared twice");
        if (types.Count == MostTypes)
            return Wrong(name, $"more than {MostTypes} process types");
        types.Add(new ProcessType(name.Value, command.Value));
        return null;
    }

    private static Failure Wrong(ParsingEvent? where, string message) => new($"{FileName}: line {where?.Start.Line ?? 1}: {message}");

    /// <summary>Words of lower case letters and digits, joined by single hyphens. By hand: a regular expression costs start-up time.</summary>
    private static bool IsName(string name) =>
        name.Length > 0 && name.Split('-').All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
}
