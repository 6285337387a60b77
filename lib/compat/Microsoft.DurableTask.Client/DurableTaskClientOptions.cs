using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>Options of a client.</summary>
public class DurableTaskClientOptions
{
    /// <summary>Version of orchestrations started without one.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>Turns inputs and outputs into text; must agree with the workers'.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;
}
