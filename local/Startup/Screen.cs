using Spectre.Console;

namespace Deis.Local.Startup;

/// <summary>Short, coloured progress; plain text when the output is not a terminal.</summary>
internal sealed class Screen(IAnsiConsole output, IAnsiConsole errors)
{
    /// <summary>A new step begins.</summary>
    public void Step(string text) => output.MarkupLineInterpolated($"[bold green]-----> {text}[/]");

    /// <summary>A remark on the present step.</summary>
    public void Note(string text) => output.MarkupLineInterpolated($"[dim]       {text}[/]");

    /// <summary>A line that another program printed.</summary>
    public void Output(string text) => output.WriteLine("       " + Printable(text));

    /// <summary>A line of the closing summary.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>What went wrong, and what to do.</summary>
    public void Failure(string problem, string advice)
    {
        errors.MarkupLineInterpolated($"[bold red] !     {problem}[/]");
        foreach (var line in advice.Split('\n'))
        {
            errors.WriteLine($" !     {line}");
        }
    }

    // What comes through git carries "remote: " and cursor movements for a terminal of its own.
    private static string Printable(string text)
    {
        var line = text.StartsWith("remote: ", StringComparison.Ordinal) ? text["remote: ".Length..] : text;
        return line.Replace("\u001b[1G", "", StringComparison.Ordinal).TrimEnd();
    }
}
