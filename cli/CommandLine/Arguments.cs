using System.Globalization;

namespace Deis.Cli.CommandLine;

/// <summary>The arguments of a command as its syntax sorted them.</summary>
internal sealed class Arguments(
    IReadOnlyDictionary<string, string> options, IReadOnlyDictionary<string, IReadOnlyList<string>> positionals)
{
    /// <summary>Value of an option or positional; null when it is absent, empty, and has no default.</summary>
    public string? Value(string name)
    {
        if (options.TryGetValue(name, out var value) || (positionals.TryGetValue(name, out var list) && (value = list[0]) is not null))
            return value.Length == 0 ? null : value;
        return null;
    }

    /// <summary>Value of a positional that the syntax requires.</summary>
    public string Required(string name) => positionals[name][0];

    /// <summary>All values of a repeating positional.</summary>
    public IReadOnlyList<string> Values(string name) => positionals.TryGetValue(name, out var list) ? list : [];

    /// <summary>Whether a flag was given.</summary>
    public bool Flag(string name) => options.ContainsKey(name);

    /// <summary>A switch of the form <c>--x=true</c>: only the exact value <c>false</c> turns it off.</summary>
    public bool Switch(string name) => Value(name) != "false";

    /// <summary>An option that is a whole number; null when absent.</summary>
    /// <exception cref="CommandException">It is not a number.</exception>
    public int? Number(string name)
    {
        if (Value(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CommandException($"strconv.Atoi: parsing \"{text}\": invalid syntax");
    }

    /// <summary>An option that is a whole number, of commands that word the error otherwise; null when absent.</summary>
    /// <exception cref="CommandException">It is not a number.</exception>
    public int? Whole(string name)
    {
        if (Value(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CommandException($"could not convert {text} to int: {name} is a whole number");
    }
}
