using Deis.Platform.Results;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Deis.Platform.Builds;

/// <summary>Reads a Procfile: a YAML map of process type to command. The text comes out of a build and is not trusted.</summary>
public static class Procfile
{
    /// <summary>Largest text accepted, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxTypes = 100;

    /// <summary>The process types, or a domain error that says what is wrong with the text.</summary>
    public static Result<Dictionary<string, string>> Parse(string text)
    {
        Dictionary<string, string>? types;
        try
        {
            types = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>?>(new Parser(new StringReader(text)));
        }
        catch (YamlException exception)
        {
            return Error.Domain($"Procfile, line {exception.Start.Line}: {exception.Message}");
        }

        types ??= [];
        if (types.Count > MaxTypes)
        {
            return Error.Domain($"The Procfile has {types.Count} process types; at most {MaxTypes} are allowed.");
        }

        foreach (var (type, command) in types)
        {
            if (!ProcessTypes.IsValid(type))
            {
                return Error.ForField("procfile", ProcessTypes.Message);
            }

            if (string.IsNullOrWhiteSpace(command))
            {
                return Error.ForField("procfile", $"Command can't be empty for process type {type}");
            }
        }

        return types;
    }
}
