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
    public static Result<ReleaseFile> Load(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? Parse(File.ReadAllText(file)) : new ReleaseFile();
    }

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
        Action<string, string>? add = section switch
        {
            "default_process_types" => (name, command) => DefaultProcessTypes.Add(new ProcessType(name, command)),
            "config_vars" => (name, value) => ConfigVariables.Add(new(name, value)),
            _ => null,
        };
        if (add is null || parser.Current is not MappingStart)
            parser.SkipThisAndNestedEvents();
        else
            YamlMap.Read(parser, name => add(name.Value, YamlMap.ReadScalar(parser, "text").Value));
    }
}
