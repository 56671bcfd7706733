/** A maintenance manual, written for the bench. */
export const pumpManual = `# Feed pump FP-200: operation and maintenance

## 1. Scope

This manual describes the operation, inspection and repair of the feed pump FP-200 and of its control cabinet.
It applies to every pump delivered after 1 April 2019 except the test units TU-1 and TU-2.
The operator shall keep this manual near the pump for the whole service life of the machine.

## 2. Safety

The operator must lock the main switch before opening the coupling guard.
No contractor may enter the pump room without a written permit.
The guard must not be removed while the shaft is turning.
You should wear ear protection when the noise level is above 85 dB.
Staff may enter the pump room alone if a second person is within calling distance.
The emergency stop shall be tested at least every 30 days and after every repair of the cabinet.
Do not touch the casing within 20 minutes after shutdown, because its surface reaches 95 °C.
A damaged seal can release hot water, and the spray may cause severe burns.

> **Warning:** The relief valve must never be blocked, even for a short test.

## 3. Start-up

1. Open the inlet valve fully and check that the level in the tank is above 40 percent.
2. Vent the casing until water without bubbles leaves the drain.
3. Start the motor and wait until the pressure is between 3 and 5 bar.
4. Open the outlet valve slowly within 60 seconds.

The pump may run dry for no more than 10 seconds.
The motor must be stopped immediately if the bearing temperature exceeds 80 °C.
The start-up may be repeated up to 3 times within 24 hours.
The operator shall record the time, the pressure and the name of the person in charge.
The pump cannot be restarted before the interlock has been reset by the shift leader.

## 4. Limits

| Quantity | Minimum | Maximum |
| --- | --- | --- |
| Inlet pressure | 0.5 bar | 2 bar |
| Flow | 12 m³/h | 48 m³/h |
| Shaft speed | 900 rpm | 2,950 rpm |

The insulation resistance must be at least 10² MΩ when it is measured at 500 V.
The number of particles larger than 5 µm must stay below 1.5×10³ per millilitre.
The starting torque is calculated as 2*3*k, where k is the factor on the name plate.
The allowed leakage is 190 ml per day, and a larger leakage requires a new seal.
The vibration velocity must be less than 4.5 mm/s at every bearing.

## 5. Inspection

Inspect the shaft seal every 72 hours during the first month and every 14 days afterwards.
Replace the oil after 2,000 hours or after 12 months, whichever comes first.
The coupling shall be aligned before the first start and after every removal of the motor.
Only trained staff may open the control cabinet.
The inspector is not liable for faults that could not be seen from outside.
The maker accepts no claim for damage caused by untreated water, unless the maker approved the water in writing.
The record of each inspection shall be kept for 5 years and shown to the authority on request.
All gaskets and seals that were opened must be replaced.
Spare parts from other makers may be used only with the approval of the maker.
The warranty includes the seals and excludes the bearings.
The pump is permitted for drinking water, but it is not permitted for acids.

## 6. Repair

The repair shop must return the pump within 15 business days.
The shop shall report the cause of the fault and the parts that were changed.
The customer pays the freight to the shop, and the maker pays the freight back.
Welding on the casing is prohibited.
A repaired pump shall be tested with 1.5 times the rated pressure for 30 minutes.
The test may be shortened to 10 minutes if the casing was not opened.
The test report is valid for 24 months from the day of the test.
`;
