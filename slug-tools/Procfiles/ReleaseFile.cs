using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deis.SlugTools.Procfiles;

/// <summary>
/// What a buildpack's <c>bin/release</c> printed, kept as <c>.release</c> in the slug: default process types and variables.
/// Other keys, such as the add-ons of old buildpacks, are ignored.
/// </summary>
internal sealed class ReleaseFile
{
    /// <summary>The file's name in the root of a slug.</summary>
    public const string FileName = ".release";

    private ReleaseFile()
    {
    }

    /// <summary>Used when there is no Procfile.</summary>
    public List<ProcessType> DefaultProcessTypes { get; } = [];

    /// <summary>Variables for the app, weaker than its own configuration.</summary>
    public List<KeyValuePair<string, string>> ConfigVariables { get; } = [];

    /// <summary>Reads the file of a folder; one that is absent or empty says nothing.</summary>
    public static Result<ReleaseFile> Load(string folder) =>
        SmallFile.Read(folder, FileName, "bin/release says too much").TryGet(out var text, out var failure) ? Parse(text ?? "") : failure;

    /// <summary>Parses the output of <c>bin/release</c>.</summary>
    public static Result<ReleaseFile> Parse(string text)
    {
        var release = new ReleaseFile();
        try
        {
            using var reader = new StringReader(text);
            var parser = new Parser(reader);
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _) && parser.Current is MappingStart)
                YamlMap.Read(parser, key => release.ReadSection(parser, key.Value));
            return release;
        }
        catch (YamlException e)
        {
            return new Failure($"{FileName}: line {e.Start.Line}: {e.Message}");
        }
    }

    private void ReadSection(Parser parser, string section)
    {
        Action<Scalar, string>? add = section switch
        {
            "default_process_types" => AddProcessType,
            "config_vars" => AddVariable,
            _ => null,
        };
        if (add is null || parser.Current is not MappingStart)
            parser.SkipThisAndNestedEvents();
        else
            YamlMap.Read(parser, name => add(name, YamlMap.ReadScalar(parser, "text").Value));
    }

    private void AddProcessType(Scalar name, string command)
    {
        if (!Procfile.IsName(name.Value))
            throw Wrong(name, $"\"{Printable.Text(name.Value)}\" is not a process type: use lower case letters and digits, with \"-\" between them");
        if (string.IsNullOrWhiteSpace(command) || command.Contains('\0', StringComparison.Ordinal))
            throw Wrong(name, $"\"{name.Value}\" has no command, or one with a NUL character");
        if (DefaultProcessTypes.Exists(type => type.Name == name.Value))
            throw Wrong(name, $"\"{name.Value}\" is declared twice");
        if (DefaultProcessTypes.Count == Procfile.MostTypes)
            throw Wrong(name, $"more than {Procfile.MostTypes} process types");
        DefaultProcessTypes.Add(new ProcessType(name.Value, command));
    }

    private void AddVariable(Scalar name, string value)
    {
        if (name.Value.Length == 0 || name.Value.Contains('=', StringComparison.Ordinal) || name.Value.Contains('\0', StringComparison.Ordinal))
            throw Wrong(name, $"\"{Printable.Text(name.Value)}\" cannot be the name of a variable");
        if (value.Contains('\0', StringComparison.Ordinal))
            throw Wrong(name, $"the value of \"{Printable.Text(name.Value)}\" holds a NUL character");
        ConfigVariables.Add(new(name.Value, value));
    }

    private static YamlException Wrong(Scalar where, string message) => new(where.Start, where.End, message);
}
