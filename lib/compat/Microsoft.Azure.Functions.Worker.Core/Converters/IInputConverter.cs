namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Makes the value of a parameter.</summary>
public interface IInputConverter
{
    /// <summary>Makes the value, or says that it cannot.</summary>
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
