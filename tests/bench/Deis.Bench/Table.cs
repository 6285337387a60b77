namespace Deis.Bench;

/// <summary>Prints a Markdown table.</summary>
internal static class Table
{
    public static void Write(string[] head, IReadOnlyList<string[]> rows)
    {
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", head)} |");
        Console.WriteLine($"|{string.Concat(head.Select((_, i) => i == 0 ? "---|" : "---:|"))}");
        foreach (var row in rows)
        {
            Console.WriteLine($"| {string.Join(" | ", row)} |");
        }

        Console.WriteLine();
    }
}
